namespace Portal.Testing;

/// <summary>The vendor publishes, through the management API.</summary>
public static class Releases
{
    /// <param name="releasedAt">Default: long ago, covered by every maintenance.</param>
    public static async Task<Guid> Publish(
        Catalogue catalogue,
        Catalogue.Product product,
        string version,
        string? notes = null,
        string channel = "stable",
        DateTimeOffset? releasedAt = null
    )
    {
        var release = new
        {
            id = Guid.CreateVersion7(),
            productId = product.Id,
            version,
            channel,
            releasedAt = releasedAt ?? DateTimeOffset.UnixEpoch.AddYears(55),
            notes,
        };
        await Eventually.Is(
            async () =>
            {
                using var answer = await catalogue.Operator.Send("download", "/releases", release);
                return answer.IsSuccessStatusCode;
            },
            $"version {version} of {product.Slug} is published"
        );
        return release.id;
    }

    public static async Task<Guid> Upload(
        Catalogue catalogue,
        Guid releaseId,
        string fileName,
        byte[] content,
        string kind = "installer",
        string platform = "windows"
    )
    {
        var id = Guid.CreateVersion7();
        using var client = await catalogue.Operator.Client("download");
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new("application/octet-stream");
        using var answer = await client.PutAsync(
            $"/management/releases/{releaseId}/artifacts/{id}?fileName={fileName}&kind={kind}&platform={platform}&arch=x64",
            body
        );
        answer.EnsureSuccessStatusCode();
        return id;
    }

    /// <summary>A version with one file; the id of the file.</summary>
    public static async Task<Guid> Offer(
        Catalogue catalogue,
        Catalogue.Product product,
        string version,
        byte[] content,
        string? notes = null,
        string channel = "stable",
        DateTimeOffset? releasedAt = null
    ) =>
        await Upload(
            catalogue,
            await Publish(catalogue, product, version, notes, channel, releasedAt),
            $"setup-{version}.exe",
            content
        );
}
