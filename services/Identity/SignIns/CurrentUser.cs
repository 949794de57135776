using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Portal.Identity.Trust;

namespace Portal.Identity.SignIns;

/// <summary>Who is signed in at Identity's own pages.</summary>
internal sealed class CurrentUser(Sessions sessions, UserManager<User> users)
{
    public async Task<(SignedIn Session, User User)?> Find(HttpContext http)
    {
        var cookie = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var session = await sessions.Find(cookie.Principal?.FindFirstValue(TokenClaims.SessionId), http.RequestAborted);
        return session is not null && await users.FindByIdAsync(session.UserId.ToString()) is { } user
            ? (session, user)
            : null;
    }
}
