using Semver;

namespace Portal.Downloads.Domain;

/// <summary>A version by Semantic Versioning 2.0.0. Equal only if written the same; ordered by precedence (section 11).</summary>
internal sealed record SemanticVersion : IComparable<SemanticVersion>
{
    public const int MaxLength = 100;
    private readonly SemVersion _version;

    private SemanticVersion(SemVersion version) => _version = version;

    public string Text => _version.ToString();

    public static bool TryParse(string? text, out SemanticVersion parsed)
    {
        var isVersion = SemVersion.TryParse(text, SemVersionStyles.Strict, out var version, MaxLength);
        parsed = isVersion ? new(version!) : null!;
        return isVersion;
    }

    /// <summary>Build metadata does not count.</summary>
    public int CompareTo(SemanticVersion? other) => _version.ComparePrecedenceTo(other?._version);

    public override string ToString() => Text;
}
