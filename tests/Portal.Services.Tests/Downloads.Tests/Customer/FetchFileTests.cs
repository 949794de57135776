using System.Net;
using System.Net.Http.Headers;
using Portal.Downloads.Domain;
using Portal.Downloads.Links;
using Portal.Testing;

namespace Portal.Downloads.Tests.Customer;

public sealed class FetchFileTests(PortalApp app) : IDisposable
{
    private readonly Vendor _vendor = new(app);
    private readonly HttpClient _http = new();

    [Fact]
    public async Task A_download_that_broke_off_resumes_where_it_was()
    {
        var (offer, address) = await NewFile();
        using var first = await Get(address, from: 0, to: 3_999);
        using var rest = await Get(address, from: 4_000, unlessChangedSince: first.Headers.ETag);
        Assert.Equal(
            (HttpStatusCode.PartialContent, HttpStatusCode.PartialContent),
            (first.StatusCode, rest.StatusCode)
        );
        Assert.Equal($"bytes 4000-9999/{offer.Bytes.Length}", rest.Content.Headers.ContentRange?.ToString());
        byte[] joined = [.. await Bytes(first), .. await Bytes(rest)];
        Assert.Equal(offer.Bytes, joined);
    }

    [Fact]
    public async Task A_range_of_another_file_is_answered_with_the_whole_one_and_one_past_the_end_is_refused()
    {
        var (offer, address) = await NewFile();
        using var other = await Get(address, from: 4_000, unlessChangedSince: new EntityTagHeaderValue("\"other\""));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(offer.Bytes, await Bytes(other));
        using var past = await Get(address, from: 10_000);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, past.StatusCode);
    }

    [Fact]
    public async Task A_file_says_what_it_is_and_is_never_shown_by_the_browser()
    {
        var (offer, address) = await NewFile("Grüße 1.pdf");
        using var answer = await _http.SendAsync(
            new HttpRequestMessage(HttpMethod.Head, address),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(offer.Bytes.Length, answer.Content.Headers.ContentLength);
        Assert.Equal($"\"{offer.Sha256}\"", answer.Headers.ETag?.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("Grüße 1.pdf", answer.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal("private", answer.Headers.CacheControl?.ToString());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("bytes", answer.Headers.AcceptRanges.Single());
    }

    [Fact]
    public async Task An_address_that_is_forged_or_expired_is_refused()
    {
        var (offer, address) = await NewFile();
        Assert.True(FileName.TryParse(offer.FileName, out var fileName));
        var addresses = new FileAddresses(new LinkKey(await app.Parameter("link-key")));
        var expired = addresses
            .Create(offer.ArtifactId, fileName, TimeProvider.System.GetUtcNow() - FileAddresses.Lifetime)
            .Address;
        Assert.Equal((HttpStatusCode.Gone, "download.address-expired"), await Refusal(new Uri(address, expired)));

        var genuine = address.ToString();
        string[] forged =
        [
            genuine[..^1] + (genuine[^1] == '0' ? '1' : '0'),
            genuine.Replace(offer.ArtifactId.ToString(), Guid.NewGuid().ToString(), StringComparison.Ordinal),
            genuine.Replace("setup.exe", "setup.bat", StringComparison.Ordinal),
            genuine.Replace("expires=", "expires=9", StringComparison.Ordinal),
            genuine.Replace("expires=", "expires=x", StringComparison.Ordinal),
            genuine.Split('?')[0],
        ];
        foreach (var one in forged)
            Assert.Equal((HttpStatusCode.Forbidden, "download.address-forged"), await Refusal(new Uri(one)));
    }

    [Fact]
    public async Task Files_are_on_their_own_listener_only()
    {
        var (_, address) = await NewFile();
        foreach (var listener in new[] { "http", "management" })
            Assert.Equal(
                (HttpStatusCode.NotFound, "not-found"),
                await Refusal(new Uri(app.Address("download", listener), address.PathAndQuery))
            );
    }

    public void Dispose() => _http.Dispose();

    private async Task<(Vendor.Offer Offer, Uri Address)> NewFile(string fileName = "setup.exe")
    {
        var product = await _vendor.Catalogue.NewProduct();
        var offer = await _vendor.NewOffer(product, fileName: fileName);
        var (customer, _) = await _vendor.NewCustomer(product);
        await customer.Sees(product.Id, "1.0.0");
        return (offer, await customer.NewAddress(offer.ArtifactId));
    }

    private async Task<HttpResponseMessage> Get(
        Uri address,
        long from,
        long? to = null,
        EntityTagHeaderValue? unlessChangedSince = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = new RangeHeaderValue(from, to);
        if (unlessChangedSince is not null)
            request.Headers.IfRange = new RangeConditionHeaderValue(unlessChangedSince);
        return await _http.SendAsync(request);
    }

    private async Task<(HttpStatusCode Status, string? Code)> Refusal(Uri address)
    {
        using var answer = await _http.GetAsync(address);
        return (answer.StatusCode, await answer.Code());
    }

    private static Task<byte[]> Bytes(HttpResponseMessage answer) => answer.Content.ReadAsByteArrayAsync();
}
