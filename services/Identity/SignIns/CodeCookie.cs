using Microsoft.AspNetCore.DataProtection;
using Portal.Identity.Domain;
using Portal.Identity.Trust;

namespace Portal.Identity.SignIns;

/// <summary>What a browser that asked for a code keeps: its ticket, and the address that was typed, to be shown again.</summary>
internal sealed class CodeCookie(IDataProtectionProvider protection, PublicAddress address)
{
    private readonly EncryptedCookie _cookie = new(
        protection,
        address,
        "portal-code",
        EmailCode.Lifetime + EmailCode.Lifetime
    );

    public void Write(HttpContext http, EmailCodes.Ticket ticket, string email) =>
        _cookie.Write(http, $"{ticket} {email}");

    public (EmailCodes.Ticket? Ticket, string? Email) Read(HttpContext http) =>
        _cookie.Read(http)?.Split(' ', 2) is [var ticket, var email]
            ? (EmailCodes.Ticket.Parse(ticket), email)
            : (null, null);
}
