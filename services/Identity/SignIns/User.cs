using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Portal.Identity.Domain;

namespace Portal.Identity.SignIns;

/// <summary>A person who can sign in. The e-mail address is the sign-in name.</summary>
internal sealed class User : IdentityUser<Guid>
{
    public string DisplayName { get; set; } = "";
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: never since the account was made.</summary>
    public DateTimeOffset? PasswordChangedAt { get; set; }

    /// <summary>The authenticator's code that was taken last, and when: it is not taken again.</summary>
    public string? LastTotpCode { get; set; }

    /// <inheritdoc cref="LastTotpCode"/>
    public DateTimeOffset? LastTotpAt { get; set; }

    /// <summary>IANA name; null: not chosen yet.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Kinds of notification that the user does not want by email; see <see cref="Notification"/>.</summary>
    public List<string> MutedNotifications { get; set; } = [];

    public static User Create(
        Guid id,
        EmailAddress email,
        string displayName,
        ILookupNormalizer normalizer,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            UserName = email.Value,
            NormalizedUserName = normalizer.NormalizeName(email.Value),
            Email = email.Value,
            NormalizedEmail = normalizer.NormalizeEmail(email.Value),
            DisplayName = displayName,
            CreatedAt = now,
            LockoutEnabled = true,
            SecurityStamp = NewSecurityStamp(),
        };

    /// <summary>Every session was started under a stamp: a new one ends them all.</summary>
    public static string NewSecurityStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(20));
}
