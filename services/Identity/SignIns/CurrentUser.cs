using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Portal.Identity.Trust;

namespace Portal.Identity.SignIns;

/// <summary>Who is signed in at Identity's own pages.</summary>
internal sealed class CurrentUser(Sessions sessions, UserManager<User> users, TimeProvider clock)
{
    /// <summary>For so long a sign-in proves that it is still the same person in front of the browser.</summary>
    private static readonly TimeSpan ProofLasts = TimeSpan.FromMinutes(15);

    public async Task<(SignedIn Session, User User)?> Find(HttpContext http)
    {
        var cookie = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var session = await sessions.Find(cookie.Principal?.FindFirstValue(TokenClaims.SessionId), http.RequestAborted);
        return session is not null && await users.FindByIdAsync(session.UserId.ToString()) is { } user
            ? (session, user)
            : null;
    }

    /// <summary>Signed in just now: who may change something that a thief of the session must not, without a password to ask for.</summary>
    public bool IsProved(SignedIn session) => clock.GetUtcNow() - session.StartedAt < ProofLasts;
}
