namespace Portal.Licensing.Client;

/// <summary>What manufacturers leave where a number should be. The same on millions of machines, so that it identifies none.</summary>
internal static class Placeholders
{
    /// <summary>In lower case, letters and digits only.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "00000000000000000000000000000000",
        "03000200040005000006000700080009",
        "0123456789",
        "123456789",
        "1234567890",
        "chassisserialnumber",
        "defaultstring",
        "empty",
        "invalid",
        "na",
        "none",
        "notapplicable",
        "notavailable",
        "notsettable",
        "notspecified",
        "null",
        "oem",
        "serialnumber",
        "systemserialnumber",
        "tobefilledbyoem",
        "uninitialized",
        "unknown",
        "unspecified",
    ];

    /// <summary>Nothing is one, too, and so is a repetition of one letter: <c>0000000</c>, <c>ffff-ffff</c>, <c>xxxxxx</c>.</summary>
    public static bool Has(string? value)
    {
        var plain = new string([.. (value ?? "").Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
        return plain.Length == 0
            || (plain.Length > 1 && plain.All(letter => letter == plain[0]))
            || All.Contains(plain);
    }
}
