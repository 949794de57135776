using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Portal.Rules;

/// <summary>
/// A version as vendors write it: Semantic Versioning 2.0.0, also with one to four numbers, leading zeros, a <c>v</c> before it, or a
/// date. Ordered by precedence (section 11): pre-releases before their release, build metadata without effect.
/// </summary>
public sealed partial record ProductVersion : IComparable<ProductVersion>
{
    public const int MaxLength = 100;
    private const int ShownNumbers = 3;
    private readonly IReadOnlyList<BigInteger> _numbers;
    private readonly string _preRelease;

    private ProductVersion(string text, IReadOnlyList<BigInteger> numbers, string preRelease) =>
        (Text, _numbers, _preRelease) = (text, numbers, preRelease);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public BigInteger Major => _numbers[0];

    /// <summary>The same for all that are the same version: three numbers or four, no build metadata.</summary>
    public string Normal => string.Join('.', _numbers) + (_preRelease.Length == 0 ? "" : "-" + _preRelease);

    /// <summary>False for what nobody can tell the order of.</summary>
    public static bool TryParse(string? text, out ProductVersion version)
    {
        var written = text?.Trim() ?? "";
        version = null!;
        if (written.Length > MaxLength || Form().Match(WithDots(written)) is not { Success: true } match)
            return false;
        var numbers = match
            .Groups["numbers"]
            .Value.Split('.')
            .Select(number => BigInteger.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture))
            .ToList();
        while (numbers.Count < ShownNumbers)
            numbers.Add(BigInteger.Zero);
        if (numbers is [.., { IsZero: true }] and { Count: > ShownNumbers })
            numbers.RemoveAt(ShownNumbers);
        version = new(written, numbers, match.Groups["pre"].Value);
        return true;
    }

    /// <summary>A version out of a query, where a <c>+</c> that was not escaped has become a blank.</summary>
    public static string? InQuery(string? text) => text?.Trim().Replace(' ', '+');

    public int CompareTo(ProductVersion? other)
    {
        if (other is null)
            return 1;
        for (var i = 0; i < Math.Max(_numbers.Count, other._numbers.Count); i++)
        {
            var order = _numbers.ElementAtOrDefault(i).CompareTo(other._numbers.ElementAtOrDefault(i));
            if (order != 0)
                return order;
        }
        return (_preRelease.Length, other._preRelease.Length) switch
        {
            (0, 0) => 0,
            (0, _) => 1,
            (_, 0) => -1,
            _ => ComparePreReleases(_preRelease.Split('.'), other._preRelease.Split('.')),
        };
    }

    /// <summary>Only if written the same.</summary>
    public bool Equals(ProductVersion? other) => other?.Text == Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;

    public static bool operator <(ProductVersion left, ProductVersion right) => left.CompareTo(right) < 0;

    public static bool operator <=(ProductVersion left, ProductVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >(ProductVersion left, ProductVersion right) => left.CompareTo(right) > 0;

    public static bool operator >=(ProductVersion left, ProductVersion right) => left.CompareTo(right) >= 0;

    private static int ComparePreReleases(string[] ours, string[] theirs)
    {
        foreach (var (our, their) in ours.Zip(theirs))
        {
            var order = (Number(our), Number(their)) switch
            {
                ({ } one, { } two) => one.CompareTo(two),
                (null, null) => string.CompareOrdinal(our, their),
                // Numbers come before words.
                ({ }, null) => -1,
                _ => 1,
            };
            if (order != 0)
                return order;
        }
        return ours.Length.CompareTo(theirs.Length);
    }

    private static BigInteger? Number(string identifier) =>
        identifier.All(char.IsAsciiDigit) ? BigInteger.Parse(identifier, CultureInfo.InvariantCulture) : null;

    /// <summary>ISO 8601's <c>2026-11-28</c> as <c>2026.11.28</c>: otherwise it would be a pre-release of 2026.</summary>
    private static string WithDots(string text) => Date().Replace(text, "$1$2.$3.$4");

    [GeneratedRegex(@"\A([vV]?)([0-9]{4})-([01][0-9])-([0-3][0-9])(?![0-9A-Za-z.-])")]
    private static partial Regex Date();

    [GeneratedRegex(
        @"\A[vV]?(?<numbers>[0-9]+(\.[0-9]+){0,3})(-(?<pre>(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*))?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?\z"
    )]
    private static partial Regex Form();
}
