using System.Security.Cryptography;
using System.Text;

namespace Portal.Identity.Domain;

internal enum CodePurpose
{
    SignIn,
    ResetPassword,
}

/// <summary>
/// A six-digit code that was mailed. It works once, for ten minutes, for five tries, in the browser that asked for it or in one
/// that opened the link of the mail. Codes of addresses that nobody has are stored the same way and never match.
/// </summary>
internal sealed class EmailCode
{
    public const int MaxTries = 5,
        Digits = 6;
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public required Guid Id { get; init; }

    /// <summary>Null: nobody has the address.</summary>
    public Guid? UserId { get; init; }

    public required CodePurpose Purpose { get; init; }

    /// <summary>Of the code, salted with the id.</summary>
    public required byte[] CodeHash { get; init; }

    /// <summary>Of the secret in the cookie of the browser that asked.</summary>
    public required byte[] BrowserHash { get; init; }

    /// <summary>Of the secret in the link of the mail.</summary>
    public required byte[] LinkHash { get; init; }

    /// <summary>Where the browser was going.</summary>
    public string? ReturnUrl { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
    public int Tries { get; set; }
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>Used, used up, or too old.</summary>
    public bool IsOver(DateTimeOffset now) => UsedAt is not null || Tries >= MaxTries || ExpiresAt <= now;

    public bool Matches(string code) => CryptographicOperations.FixedTimeEquals(CodeHash, Hash(Id, code));

    public static byte[] Hash(Guid id, string secret) => SHA256.HashData(Encoding.UTF8.GetBytes($"{id:N} {secret}"));

    /// <summary>The digits of what was typed or pasted; null if these are not six.</summary>
    public static string? Read(string? text)
    {
        var digits = string.Concat((text ?? "").Where(letter => !char.IsWhiteSpace(letter) && letter is not '-'));
        return digits.Length == Digits && digits.All(char.IsAsciiDigit) ? digits : null;
    }
}
