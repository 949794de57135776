using Portal.Contracts.Downloads.V1;

namespace Portal.Activations.Protocols;

/// <summary>Answer of Download about an update.</summary>
/// <param name="Update">Null: there is none.</param>
/// <param name="NotCovered">The newest version, if the license does not cover it.</param>
/// <param name="Unknown">A platform or architecture that no file is for; the answer is none then.</param>
internal sealed record UpdateFound(NewRelease? Update, string? NotCovered, UnknownWord? Unknown);

/// <param name="Known">Those that there are files for.</param>
internal sealed record UnknownWord(string Word, IReadOnlyList<string> Known);

internal sealed record NewRelease(
    string Version,
    ReleaseChannel Channel,
    DateTimeOffset ReleasedAt,
    string? Notes,
    IReadOnlyList<ReleaseFile> Artifacts
);

internal sealed record ReleaseFile(Guid Id, string FileName, string Platform, string Arch, long Size, string Sha256);

/// <summary>A file with a link that is good for 15 minutes.</summary>
internal sealed record Downloadable(
    Guid Id,
    Guid ProductId,
    string Version,
    string? Notes,
    DateTimeOffset ReleasedAt,
    string FileName,
    long Size,
    string Sha256,
    string Url
);

internal sealed record ChangelogEntry(string Version, string? Notes, DateTimeOffset ReleasedAt);

internal sealed record FileLink(string Url, DateTimeOffset ExpiresAt);
