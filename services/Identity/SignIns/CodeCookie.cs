using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Portal.Identity.Domain;
using Portal.Identity.Trust;

namespace Portal.Identity.SignIns;

/// <summary>The cookie of a browser that asked for a code: its ticket, and the address that was typed, to be shown again.</summary>
internal sealed class CodeCookie(IDataProtectionProvider protection, PublicAddress address)
{
    private const string Cookie = "portal-code";
    private readonly IDataProtector _protector = protection.CreateProtector("Portal.Identity.Code");

    public void Write(HttpContext http, EmailCodes.Ticket ticket, string email) =>
        http.Response.Cookies.Append(
            Cookie,
            _protector.Protect($"{ticket} {email}"),
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = EmailCode.Lifetime + EmailCode.Lifetime,
                Path = PublicAddress.BasePath,
                SameSite = SameSiteMode.Lax,
                Secure = address.IsHttps,
            }
        );

    public (EmailCodes.Ticket? Ticket, string? Email) Read(HttpContext http)
    {
        try
        {
            return
                http.Request.Cookies[Cookie] is { Length: < 2000 } cookie
                && _protector.Unprotect(cookie).Split(' ', 2) is [var ticket, var email]
                ? (EmailCodes.Ticket.Parse(ticket), email)
                : (null, null);
        }
        catch (CryptographicException)
        {
            return (null, null);
        }
    }
}
