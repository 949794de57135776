using System.Text;

namespace Portal.Licensing.Client;

/// <summary>What is carried as text: base64 between two lines that say what it is.</summary>
internal static class Armour
{
    public const string LicenseFile = "LICENSE FILE",
        LicenseRequest = "LICENSE REQUEST";
    private const int LineLength = 64;

    public static string Wrap(byte[] content, string kind)
    {
        var base64 = Convert.ToBase64String(content);
        var lines = new StringBuilder("-----BEGIN ").Append(kind).Append("-----\n");
        for (var start = 0; start < base64.Length; start += LineLength)
            lines.Append(base64, start, Math.Min(LineLength, base64.Length - start)).Append('\n');
        return lines.Append("-----END ").Append(kind).Append("-----\n").ToString();
    }

    /// <summary>
    /// What transport adds is not looked at: line ends or their absence, quotation marks of mails, blanks, a byte order mark, text before
    /// and after. What it changes in the content, the signature shows.
    /// </summary>
    /// <exception cref="FormatException">There is no such thing in the text.</exception>
    public static byte[] Unwrap(string text, string kind)
    {
        var plain = new string([
            .. text.Where(letter =>
                letter is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or '+' or '/'
            ),
        ]);
        var name = kind.Replace(" ", "");
        var start = plain.IndexOf("BEGIN" + name, StringComparison.Ordinal);
        var end = start < 0 ? -1 : plain.IndexOf("END" + name, start, StringComparison.Ordinal);
        return end > 0
            ? Encodings.FromBase64(plain[(start + name.Length + "BEGIN".Length)..end])
            : throw new FormatException($"There is no {kind} in the text.");
    }
}
