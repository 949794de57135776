using System.Net;
using System.Security.Cryptography;
using Portal.Testing;

namespace Portal.Downloads.Tests.Management;

public sealed class UploadArtifactTests(PortalApp app)
{
    private const int MoreThanKestrelTakesByItself = 40_000_000;
    private readonly Vendor _vendor = new(app);

    [Fact]
    public async Task A_big_file_of_unknown_length_arrives_as_it_was_sent()
    {
        var product = await _vendor.Catalogue.NewProduct();
        var (customer, _) = await _vendor.NewCustomer(product);
        var (release, artifactId) = (await _vendor.NewRelease(product), Guid.CreateVersion7());
        var bytes = RandomNumberGenerator.GetBytes(MoreThanKestrelTakesByItself);
        using var content = new Streamed(bytes);
        using var answer = await _vendor.Upload(release, artifactId, content);
        var row = await answer.Body();
        Assert.Equal(bytes.LongLength, row["size"]!.GetValue<long>());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), row["sha256"]!.GetValue<string>());

        await customer.Sees(product.Id, "1.0.0");
        using var http = new HttpClient();
        var fetched = await http.GetByteArrayAsync(
            await customer.NewAddress(artifactId),
            TestContext.Current.CancellationToken
        );
        Assert.True(bytes.AsSpan().SequenceEqual(fetched));
    }

    [Fact]
    public async Task The_same_file_again_is_the_same_answer_and_another_one_is_refused()
    {
        var offer = await _vendor.NewOffer(await _vendor.Catalogue.NewProduct());
        using var same = new ByteArrayContent(offer.Bytes);
        using var again = await _vendor.Upload(offer.ReleaseId, offer.ArtifactId, same, offer.FileName);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(offer.Sha256, (await again.Body())["sha256"]!.GetValue<string>());

        using var other = new ByteArrayContent([.. offer.Bytes, 0]);
        using var differs = await _vendor.Upload(offer.ReleaseId, offer.ArtifactId, other, offer.FileName);
        Assert.Equal(
            (HttpStatusCode.Conflict, "download.artifact-differs"),
            (differs.StatusCode, await differs.Code())
        );
        using var renamed = await _vendor.Upload(
            offer.ReleaseId,
            offer.ArtifactId,
            new ByteArrayContent(offer.Bytes),
            "other.exe"
        );
        Assert.Equal("download.artifact-differs", await renamed.Code());
        using var twice = await _vendor.Upload(
            offer.ReleaseId,
            Guid.CreateVersion7(),
            new ByteArrayContent(offer.Bytes),
            offer.FileName
        );
        Assert.Equal("download.artifact-exists", await twice.Code());
    }

    [Fact]
    public async Task Of_rivals_with_the_same_id_one_wins_and_its_bytes_are_served()
    {
        var product = await _vendor.Catalogue.NewProduct();
        var (customer, _) = await _vendor.NewCustomer(product);
        var (release, artifactId) = (await _vendor.NewRelease(product), Guid.CreateVersion7());
        var files = Enumerable.Range(0, 6).Select(_ => RandomNumberGenerator.GetBytes(300_000)).ToList();
        var answers = await Task.WhenAll(
            files.Select(file => _vendor.Upload(release, artifactId, new ByteArrayContent(file)))
        );
        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));

        await customer.Sees(product.Id, "1.0.0");
        using var http = new HttpClient();
        var fetched = await http.GetByteArrayAsync(
            await customer.NewAddress(artifactId),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(files[Array.FindIndex(answers, answer => answer.StatusCode == HttpStatusCode.Created)], fetched);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        var product = await _vendor.Catalogue.NewProduct();
        var (customer, _) = await _vendor.NewCustomer(product);
        await _vendor.NewOffer(product, "1.0.0");
        var release = await _vendor.NewRelease(product, "1.1.0");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() =>
            _vendor.Upload(release, Guid.CreateVersion7(), new Streamed(new byte[1_000_000], breaksOff: true))
        );
        await customer.Sees(product.Id, "1.0.0");

        using var content = new ByteArrayContent([1, 2, 3]);
        using var answer = await _vendor.Upload(release, Guid.CreateVersion7(), content);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Theory]
    [InlineData("../x", "installer", "windows", "download.file-name-refused")]
    [InlineData("x.exe", "virus", "windows", "bad-request")]
    [InlineData("x.exe", "0", "windows", "bad-request")]
    [InlineData("x.exe", "installer", "a%2Fb", "bad-request")]
    public async Task A_file_that_is_described_wrongly_is_refused(
        string fileName,
        string kind,
        string platform,
        string code
    )
    {
        using var content = new ByteArrayContent([1]);
        using var answer = await _vendor.Upload(Guid.NewGuid(), Guid.NewGuid(), content, fileName, kind, platform);
        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.StatusCode, await answer.Code()));
    }

    [Fact]
    public async Task A_file_without_a_release_or_without_bytes_is_refused()
    {
        using var nowhere = await _vendor.Upload(Guid.NewGuid(), Guid.NewGuid(), new ByteArrayContent([1]));
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        var release = await _vendor.NewRelease(await _vendor.Catalogue.NewProduct());
        using var empty = await _vendor.Upload(release, Guid.NewGuid(), new ByteArrayContent([]));
        Assert.Equal((HttpStatusCode.BadRequest, "download.artifact-empty"), (empty.StatusCode, await empty.Code()));
    }

    private sealed class Streamed(byte[] bytes, bool breaksOff = false) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(bytes);
            await stream.FlushAsync();
            if (breaksOff)
                throw new IOException("The operator pulled the plug.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
