namespace Portal.Identity.Domain;

/// <summary>Length is the only rule: any character counts, nothing is demanded of the mixture.</summary>
internal static class PasswordRule
{
    public const int MinLength = 8,
        MaxLength = 128;

    public static bool Allows(string password) => password.EnumerateRunes().Count() is >= MinLength and <= MaxLength;
}
