using Portal.Contracts.Downloads.V1;
using Portal.Rules;

namespace Portal.Downloads.Domain;

/// <summary>Which update a program asks for.</summary>
/// <param name="Installed">Null: it wants the newest, whatever it has.</param>
/// <param name="Platform">Null: any. A file for <c>any</c> suits every platform; the same holds for <paramref name="Arch"/>.</param>
internal sealed record WantedUpdate(ProductVersion? Installed, ReleaseChannel Channel, string? Platform, string? Arch)
{
    /// <summary>A word that means nothing here and that no file has: rather a slip than a platform without an update.</summary>
    public UnknownWord? UnknownWord(IReadOnlyList<Release> releases)
    {
        var files = releases.SelectMany(release => release.Artifacts).ToList();
        return Unknown(Platform, Platforms.IsPlatform, Platforms.Platform, [.. files.Select(file => file.Platform)])
            ?? Unknown(Arch, Platforms.IsArch, Platforms.Arch, [.. files.Select(file => file.Arch)]);
    }

    private static UnknownWord? Unknown(
        string? word,
        Func<string, bool> isWord,
        Func<string, string> stored,
        IReadOnlyCollection<string> known
    ) =>
        word is null || isWord(word) || known.Contains(stored(word), StringComparer.OrdinalIgnoreCase)
            ? null
            : new(word, [.. known.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)]);

    /// <summary>Of several, the newest first.</summary>
    public IEnumerable<Release> Among(IEnumerable<Release> releases) =>
        releases
            .Where(Suits)
            .OrderByDescending(release => release.Version)
            .ThenByDescending(release => release.ReleasedAt);

    public IEnumerable<Artifact> Files(Release release) =>
        release
            .Artifacts.Where(artifact =>
                artifact.Kind == ArtifactKind.Installer
                && Matches(artifact.Platform, Platform is null ? null : Platforms.Platform(Platform))
                && Matches(artifact.Arch, Arch is null ? null : Platforms.Arch(Arch))
            )
            .OrderBy(artifact => artifact.FileName.Text, StringComparer.Ordinal);

    private bool Suits(Release release) =>
        (Installed is null || release.Version.CompareTo(Installed) > 0)
        && IsFollowed(release.Channel)
        && Files(release).Any();

    // Who follows the stable versions gets their corrections; who follows the betas gets everything.
    private bool IsFollowed(ReleaseChannel channel) =>
        channel == Channel
        || Channel == ReleaseChannel.Beta
        || (Channel, channel) == (ReleaseChannel.Stable, ReleaseChannel.Hotfix);

    private static bool Matches(string has, string? wanted) =>
        wanted is null
        || string.Equals(has, wanted, StringComparison.OrdinalIgnoreCase)
        || string.Equals(has, Platforms.Any, StringComparison.OrdinalIgnoreCase);
}

/// <param name="Known">The words that there are files for.</param>
public sealed record UnknownWord(string Word, IReadOnlyList<string> Known);
