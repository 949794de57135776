using Portal.Rules;

namespace Portal.Identity.Domain;

/// <summary>What people and accounts are called.</summary>
internal static class DisplayName
{
    public static bool TryParse(string? text, out string name)
    {
        name = text?.Any(char.IsControl) is true ? "" : PlainText.Clean(text, int.MaxValue) ?? "";
        return name.Length is >= 1 and <= CustomerAccount.NameLength;
    }
}
