using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Portal.Identity.Trust;

namespace Portal.Identity.SignIns;

/// <summary>The cookie by which a browser is recognized in which somebody signed in before: by ids of users, encrypted.</summary>
internal sealed class KnownBrowsers(IDataProtectionProvider protection, PublicAddress address)
{
    private const string Cookie = "portal-known-browser";
    private const int MaxUsers = 8;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);
    private readonly IDataProtector _protector = protection.CreateProtector("Portal.Identity.KnownBrowser");

    public bool Knows(HttpContext http, Guid userId) => Read(http).Contains(userId);

    public void Remember(HttpContext http, Guid userId)
    {
        var users = Read(http).Where(id => id != userId).Prepend(userId).Take(MaxUsers);
        http.Response.Cookies.Append(
            Cookie,
            _protector.Protect(string.Join(' ', users.Select(id => id.ToString("N")))),
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = Lifetime,
                Path = PublicAddress.BasePath,
                SameSite = SameSiteMode.Lax,
                Secure = address.IsHttps,
            }
        );
    }

    private IEnumerable<Guid> Read(HttpContext http)
    {
        try
        {
            return http.Request.Cookies[Cookie] is { Length: < 2000 } cookie
                ? [.. _protector.Unprotect(cookie).Split(' ').Select(Guid.Parse)]
                : [];
        }
        catch (Exception damaged) when (damaged is CryptographicException or FormatException)
        {
            return [];
        }
    }
}
