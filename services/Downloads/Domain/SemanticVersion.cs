using System.Text.RegularExpressions;

namespace Portal.Downloads.Domain;

/// <summary>A version by Semantic Versioning 2.0.0. Equal only when written alike; ordered by precedence (section 11).</summary>
internal sealed partial record SemanticVersion : IComparable<SemanticVersion>
{
    public const int MaxLength = 100;
    private readonly string[] _core;
    private readonly string[] _preRelease;

    private SemanticVersion(string text, string[] core, string[] preRelease) =>
        (Text, _core, _preRelease) = (text, core, preRelease);

    public string Text { get; }

    public static bool TryParse(string? text, out SemanticVersion parsed)
    {
        parsed = null!;
        if (text is null or { Length: > MaxLength } || Form().Match(text) is not { Success: true } match)
            return false;
        var preRelease = match.Groups["pre"];
        parsed = new SemanticVersion(
            text,
            match.Groups["core"].Value.Split('.'),
            preRelease.Success ? preRelease.Value.Split('.') : []
        );
        return true;
    }

    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
            return 1;
        var byCore = Compare(_core, other._core);
        if (byCore != 0)
            return byCore;
        return (_preRelease.Length, other._preRelease.Length) switch
        {
            (0, 0) => 0,
            (0, _) => 1,
            (_, 0) => -1,
            _ => Compare(_preRelease, other._preRelease),
        };
    }

    public bool Equals(SemanticVersion? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;

    private static int Compare(string[] left, string[] right)
    {
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var order = Compare(left[i], right[i]);
            if (order != 0)
                return order;
        }
        return left.Length.CompareTo(right.Length);
    }

    private static int Compare(string left, string right) =>
        (IsNumber(left), IsNumber(right)) switch
        {
            // No leading zeros: the longer number is the greater one, whatever its size.
            (true, true) when left.Length != right.Length => left.Length.CompareTo(right.Length),
            (true, false) => -1,
            (false, true) => 1,
            _ => string.CompareOrdinal(left, right),
        };

    private static bool IsNumber(string identifier) => identifier.All(char.IsAsciiDigit);

    [GeneratedRegex(
        """
            \A (?<core> (0|[1-9][0-9]*) (\.(0|[1-9][0-9]*)){2} )
            (- (?<pre> (0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*) (\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))* ))?
            (\+ [0-9A-Za-z-]+ (\.[0-9A-Za-z-]+)* )? \z
            """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}
