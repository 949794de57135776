using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Portal.Identity.Domain;

namespace Portal.Identity.SignIns;

/// <summary>A person who can sign in. The e-mail address is the sign-in name.</summary>
internal sealed class User : IdentityUser<Guid>
{
    public string DisplayName { get; set; } = "";
    public DateTimeOffset CreatedAt { get; init; }

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
            SecurityStamp = Convert.ToHexString(RandomNumberGenerator.GetBytes(20)),
        };
}
