namespace Portal.Web.Clients;

public sealed class DownloadClient(HttpClient http) : ServiceClient(http)
{
    public Task<Answer<DownloadCatalogue>> Products(CancellationToken stop) => Get<DownloadCatalogue>("/api/download/products", stop);

    public Task<Answer<DownloadLink>> CreateLink(Guid artifactId, CancellationToken stop) => Post<DownloadLink>($"/api/download/artifacts/{artifactId}/links", null, stop);

    /// <summary>Files that were given out under a license.</summary>
    public Task<Answer<HistoryPart>> History(Guid licenseId, string? cursor, int size, CancellationToken stop) =>
        Get<HistoryPart>(Address.Of($"/api/download/licenses/{licenseId}/history", ("cursor", cursor), ("size", size)), stop);

    /// <summary>Where the file behind a link lies, for a minute.</summary>
    public Task<Answer<DownloadLink>> Follow(string token, CancellationToken stop) => Get<DownloadLink>($"/api/download/links/{Uri.EscapeDataString(token)}", stop);
}

public sealed record DownloadCatalogue(IReadOnlyList<DownloadProduct> Products);

public sealed record DownloadProduct(Guid Id, string Slug, string Name, IReadOnlyList<Release> Releases);

public sealed record Release(Guid Id, string Version, string Channel, DateTimeOffset ReleasedAt, string? Notes, IReadOnlyList<Artifact> Artifacts);

public sealed record Artifact(Guid Id, string FileName, string Kind, string? Platform, string? Arch, long Size, string Sha256);

public sealed record DownloadLink(string Url, DateTimeOffset ExpiresAt);
