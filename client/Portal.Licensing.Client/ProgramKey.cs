using System.Globalization;
using System.Text;
using Portal.Rules;

namespace Portal.Licensing.Client;

/// <summary>
/// The license key as the customer typed it. The portal compares it exactly first and then folded (docs/protocol.md), so it is sent as near
/// to what was typed as a header allows: plain characters only.
/// </summary>
internal sealed class ProgramKey
{
    private readonly string _typed;

    public ProgramKey(string typed)
    {
        _typed = typed.Trim();
        Sent = new[] { _typed, Plain(_typed), KeyFolding.Fold(_typed) }.FirstOrDefault(IsPlain);
    }

    /// <summary>As it goes over the wire. Null: no portal can know such a key.</summary>
    public string? Sent { get; }

    /// <summary>It is the key with this hash, or the one that is found by this folded hash.</summary>
    public bool Is(string hash, string? foldedHash) =>
        Encodings.Sha256Hex(_typed) == hash
        || Encodings.Sha256Hex(Plain(_typed)) == hash
        || (foldedHash is not null && KeyFolding.OfTyped(_typed).Any(form => Encodings.Sha256Hex(form) == foldedHash));

    /// <summary>Without what nobody sees, and with plain dashes, blanks and letters for those that only look like them.</summary>
    private static string Plain(string text)
    {
        // Half of a surrogate pair cannot be normalized.
        if (text.Any(char.IsSurrogate))
            return "";
        var plain = text.Normalize(NormalizationForm.FormKC)
            .Select(letter =>
                CharUnicodeInfo.GetUnicodeCategory(letter) switch
                {
                    UnicodeCategory.DashPunctuation => '-',
                    UnicodeCategory.SpaceSeparator => ' ',
                    UnicodeCategory.Control or UnicodeCategory.Format => '\0',
                    _ => letter,
                }
            )
            .Where(letter => letter != '\0');
        return new string([.. plain]).Trim();
    }

    private static bool IsPlain(string text) => text.Length > 0 && text.All(letter => letter is >= ' ' and <= '~');
}
