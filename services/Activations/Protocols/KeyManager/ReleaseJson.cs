using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Activations.Signing;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>Files and versions as programs of the KeyManager API read them.</summary>
internal static class ReleaseJson
{
    private const int MaxSummaryLength = 255;
    private const long PartsBelow = 1000,
        MaxMajor = 1_000_000_000;

    /// <param name="signer">Of the native protocol: these clients may check the file as a native program does.</param>
    public static JsonObject Of(Downloadable file, Signer signer) =>
        new()
        {
            ["id"] = file.Id.ToString(),
            ["product_id"] = file.ProductId.ToString(),
            ["numeric_version"] = Numeric(file.Version),
            ["version"] = file.Version,
            ["update_summary"] = Summary(file.Notes),
            ["changelog"] = file.Notes ?? "",
            ["published"] = 1,
            ["release_date"] = Date(file.ReleasedAt),
            // Downloads are not counted; clients expect the member.
            ["download_counter"] = 0,
            ["url"] = file.Url,
            ["sha256"] = file.Sha256,
            ["signature"] = FileSignature.Of(file.FileName, file.Size, file.Sha256, signer),
        };

    public static JsonObject Of(ChangelogEntry entry) =>
        new()
        {
            ["numeric_version"] = Numeric(entry.Version),
            ["version"] = entry.Version,
            ["update_summary"] = Summary(entry.Notes),
            ["changelog"] = entry.Notes ?? "",
            ["release_date"] = Date(entry.ReleasedAt),
        };

    /// <summary>A number that sorts as the version does: 2.4.1 is 2004001.</summary>
    public static long Numeric(string version)
    {
        var parts = version.Split('-', '+')[0].Split('.').Select(Part).ToList();
        return (
                Math.Min(parts.ElementAtOrDefault(0), MaxMajor) * PartsBelow
                + Math.Min(parts.ElementAtOrDefault(1), PartsBelow - 1)
            ) * PartsBelow
            + Math.Min(parts.ElementAtOrDefault(2), PartsBelow - 1);
    }

    // Digits that overflow sort last.
    private static long Part(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : text.All(char.IsAsciiDigit) ? long.MaxValue
        : 0;

    private static string Summary(string? notes)
    {
        var line = (notes ?? "")
            .Split('\n')
            .Select(text => text.Trim('#', '*', '-', ' ', '\r'))
            .FirstOrDefault(text => text.Length > 0)
            ?? "";
        return line.Length <= MaxSummaryLength ? line : $"{line[..(MaxSummaryLength - 1)]}…";
    }

    private static string Date(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
