using Microsoft.AspNetCore.DataProtection;
using Portal.Identity.Trust;

namespace Portal.Identity.SignIns;

/// <summary>The cookie by which a browser is recognized in which somebody signed in before: by ids of users.</summary>
internal sealed class KnownBrowsers(IDataProtectionProvider protection, PublicAddress address)
{
    private const int MaxUsers = 8;
    private readonly EncryptedCookie _cookie = new(protection, address, "portal-known-browser", TimeSpan.FromDays(400));

    public bool Knows(HttpContext http, Guid userId) => Read(http).Contains(userId);

    public void Remember(HttpContext http, Guid userId) =>
        _cookie.Write(
            http,
            string.Join(
                ' ',
                Read(http).Where(id => id != userId).Prepend(userId).Take(MaxUsers).Select(id => id.ToString("N"))
            )
        );

    private IEnumerable<Guid> Read(HttpContext http) => _cookie.Read(http)?.Split(' ').Select(Guid.Parse) ?? [];
}
