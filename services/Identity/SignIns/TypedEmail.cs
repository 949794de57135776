using Microsoft.AspNetCore.DataProtection;
using Portal.Identity.Trust;

namespace Portal.Identity.SignIns;

/// <summary>
/// The address that was typed at the first step of signing in, for the second. In a cookie: the address of a page would keep it
/// in histories and logs, and a page that answers a form is none that Back can show again.
/// </summary>
internal sealed class TypedEmail(IDataProtectionProvider protection, PublicAddress address)
{
    private readonly EncryptedCookie _cookie = new(
        protection,
        address,
        "portal-email",
        TimeSpan.FromHours(1),
        PublicAddress.SignInPath
    );

    public void Write(HttpContext http, string email) => _cookie.Write(http, email);

    /// <returns>Null: nothing was typed in this browser.</returns>
    public string? Read(HttpContext http) => _cookie.Read(http);
}
