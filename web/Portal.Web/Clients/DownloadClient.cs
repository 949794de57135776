namespace Portal.Web.Clients;

public sealed class DownloadClient(HttpClient http) : ServiceClient(http)
{
    public Task<Answer<DownloadCatalogue>> Products(CancellationToken cancellationToken) =>
        Get<DownloadCatalogue>("/api/download/products", cancellationToken);

    /// <summary>What one license gives, or why it gives nothing.</summary>
    public Task<Answer<LicenseReleases>> OfLicense(Guid licenseId, CancellationToken cancellationToken) =>
        Get<LicenseReleases>($"/api/download/licenses/{licenseId}/releases", cancellationToken);

    public Task<Answer<Changelog>> Changelog(string product, bool preReleases, CancellationToken cancellationToken) =>
        Get<Changelog>(
            Address.Of(
                $"/api/download/changelogs/{Uri.EscapeDataString(product)}",
                ("preReleases", preReleases ? "true" : null)
            ),
            cancellationToken
        );

    /// <param name="licenseId">The license whose page it is downloaded from; it has to cover the file.</param>
    public Task<Answer<DownloadLink>> CreateLink(
        Guid artifactId,
        Guid? licenseId,
        CancellationToken cancellationToken
    ) =>
        Post<DownloadLink>(
            Address.Of($"/api/download/artifacts/{artifactId}/links", ("licenseId", licenseId)),
            null,
            cancellationToken
        );

    /// <summary>Files that were given out under a license.</summary>
    public Task<Answer<HistoryPart>> History(
        Guid licenseId,
        string? cursor,
        int size,
        CancellationToken cancellationToken
    ) =>
        Get<HistoryPart>(
            Address.Of($"/api/download/licenses/{licenseId}/history", ("cursor", cursor), ("size", size)),
            cancellationToken
        );

    /// <summary>Where the file behind a link lies, for a minute.</summary>
    public Task<Answer<DownloadLink>> Follow(string token, CancellationToken cancellationToken) =>
        Get<DownloadLink>($"/api/download/links/{Uri.EscapeDataString(token)}", cancellationToken);
}

public sealed record DownloadCatalogue(IReadOnlyList<DownloadProduct> Products);

/// <param name="NotCovered">The newest stable release, where no license covers it.</param>
public sealed record DownloadProduct(
    Guid Id,
    string Slug,
    string Name,
    IReadOnlyList<Release> Releases,
    NotCovered? NotCovered = null
);

/// <param name="Refusal">Why there are no files, whatever the version.</param>
public sealed record LicenseReleases(Refusal? Refusal, IReadOnlyList<Release> Releases, NotCovered? NotCovered);

/// <param name="Code">That of the rule which fails, as in diagnostics.</param>
public sealed record Refusal(string Code, string Detail);

/// <param name="UpdatesEndedAt">It was released later than this.</param>
/// <param name="MaxMajorVersion">The license is for versions up to this one.</param>
public sealed record NotCovered(
    string Version,
    DateTimeOffset ReleasedAt,
    DateTimeOffset? UpdatesEndedAt,
    int? MaxMajorVersion
);

public sealed record Release(
    Guid Id,
    string Version,
    string Channel,
    DateTimeOffset ReleasedAt,
    string? Notes,
    IReadOnlyList<Artifact> Artifacts
)
{
    public bool IsPreRelease => Channel == "beta";
}

public sealed record Artifact(
    Guid Id,
    string FileName,
    string Kind,
    string? Platform,
    string? Arch,
    long Size,
    string Sha256
)
{
    public bool IsInstaller => Kind != "documentation";
}

public sealed record Changelog(string Slug, string Name, bool HasPreReleases, IReadOnlyList<ChangelogEntry> Items);

public sealed record ChangelogEntry(string Version, string Channel, DateTimeOffset ReleasedAt, string? Notes);

public sealed record DownloadLink(string Url, DateTimeOffset ExpiresAt);
