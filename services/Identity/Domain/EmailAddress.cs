using System.Globalization;
using System.Net.Mail;

namespace Portal.Identity.Domain;

/// <summary>An address as it was typed, in Unicode normalization form C; two that differ in case only are the same person's.</summary>
internal readonly record struct EmailAddress
{
    public const int MaxLength = 254;

    private EmailAddress(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, out EmailAddress address)
    {
        var trimmed = Normal(text?.Trim() ?? "");
        var valid =
            trimmed.Length <= MaxLength
            && !trimmed.Any(IsForbidden)
            && MailAddress.TryCreate(trimmed, out var parsed)
            && parsed.Address == trimmed;
        address = valid ? new(trimmed) : default;
        return valid;
    }

    private static string Normal(string text)
    {
        try
        {
            return text.Normalize();
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair; refused below.
            return "";
        }
    }

    private static bool IsForbidden(char c) =>
        char.IsControl(c)
        || char.IsWhiteSpace(c)
        // Two addresses that look the same would be two people.
        || char.GetUnicodeCategory(c) is UnicodeCategory.OtherNotAssigned or UnicodeCategory.Format
        || c is '"' or '<' or '>' or ',';
}
