using System.Text;

namespace Portal.Downloads.Domain;

/// <summary>The name that a file is saved under by the customer. Plain on every system, and never part of a path of ours.</summary>
internal sealed record FileName
{
    public const int MaxBytes = 255;
    private const string NotAllowed = "/\\:*?\"<>|";

    private FileName(string text) => Text = text;

    public string Text { get; }

    public static bool TryParse(string? text, out FileName parsed)
    {
        var plain =
            text is { Length: > 0 }
            && !text.Any(character => char.IsControl(character) || NotAllowed.Contains(character))
            && text[0] is not ' '
            && text[^1] is not ('.' or ' ')
            && IsWellFormed(text)
            && Encoding.UTF8.GetByteCount(text) <= MaxBytes;
        parsed = plain ? new FileName(text!) : null!;
        return plain;
    }

    public override string ToString() => Text;

    private static bool IsWellFormed(string text) => text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);
}
