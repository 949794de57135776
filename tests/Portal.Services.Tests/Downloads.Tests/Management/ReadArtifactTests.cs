using System.Net;
using Portal.Testing;

namespace Portal.Downloads.Tests.Management;

public sealed class ReadArtifactTests(PortalApp app)
{
    private readonly Vendor _vendor = new(app);

    [Fact]
    public async Task An_operator_reads_the_bytes_of_a_file_with_its_name_or_a_part_of_them()
    {
        var offer = await _vendor.NewOffer(await _vendor.Catalogue.NewProduct());
        var address = new Uri($"/management/artifacts/{offer.ArtifactId}/content", UriKind.Relative);
        using var client = await _vendor.Catalogue.Operator.Client("download");
        using var whole = await client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(offer.Bytes, await whole.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            (offer.FileName, $"\"{offer.Sha256}\""),
            (whole.Content.Headers.ContentDisposition?.FileName, whole.Headers.ETag?.ToString())
        );
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = new(9_000, 9_999);
        using var part = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(
            offer.Bytes[9_000..],
            await part.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_404()
    {
        using var client = await _vendor.Catalogue.Operator.Client("download");
        using var unknown = await client.GetAsync(
            new Uri($"/management/artifacts/{Guid.NewGuid()}/content", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }
}
