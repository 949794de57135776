using Portal.Contracts.Downloads.V1;

namespace Portal.Downloads.Domain;

/// <summary>Which update a program asks for.</summary>
/// <param name="Installed">Null: it wants the newest, whatever it has.</param>
/// <param name="Platform">Null: any. A file for <c>any</c> suits every platform; the same holds for <paramref name="Arch"/>.</param>
internal sealed record WantedUpdate(SemanticVersion? Installed, ReleaseChannel Channel, string? Platform, string? Arch)
{
    private const string Any = "any";

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
                && Matches(artifact.Platform, Platform)
                && Matches(artifact.Arch, Arch)
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
        || string.Equals(has, Any, StringComparison.OrdinalIgnoreCase);
}
