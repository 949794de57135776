using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Portal.Identity.Trust;

namespace Portal.Identity.SignIns;

/// <summary>A note that the browser keeps for Identity: nobody reads it, changes it, or uses it after its time.</summary>
internal sealed class EncryptedCookie(
    IDataProtectionProvider protection,
    PublicAddress address,
    string name,
    TimeSpan lifetime,
    string path = PublicAddress.BasePath
)
{
    private const int MaxLength = 2000;
    private readonly ITimeLimitedDataProtector _protector = protection
        .CreateProtector("Portal.Identity.Cookie", name)
        .ToTimeLimitedDataProtector();

    public void Write(HttpContext http, string text) =>
        http.Response.Cookies.Append(name, _protector.Protect(text, lifetime), Options(lifetime));

    /// <returns>Null: there is none, or none that counts any more.</returns>
    public string? Read(HttpContext http)
    {
        try
        {
            return http.Request.Cookies[name] is { Length: < MaxLength } cookie ? _protector.Unprotect(cookie) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Delete(HttpContext http) => http.Response.Cookies.Delete(name, Options(TimeSpan.Zero));

    private CookieOptions Options(TimeSpan maxAge) =>
        new()
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = maxAge,
            Path = path,
            SameSite = SameSiteMode.Lax,
            Secure = address.IsHttps,
        };
}
