using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Downloads.Tests;

/// <summary>The vendor, who publishes releases.</summary>
internal sealed class Vendor(PortalApp app)
{
    public Catalogue Catalogue { get; } = new(app);

    /// <summary>A file that was published.</summary>
    public sealed record Offer(Guid ReleaseId, Guid ArtifactId, string FileName, byte[] Bytes)
    {
        public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Bytes));
    }

    public async Task<HttpResponseMessage> Publish(object release)
    {
        using var client = await Catalogue.Operator.Client("download");
        return await client.PostAsJsonAsync("/management/releases", release, JsonSerializerOptions.Web);
    }

    /// <summary>A new release of a product, which may have been created a moment ago.</summary>
    public async Task<Guid> NewRelease(
        Catalogue.Product product,
        string version = "1.0.0",
        DateTimeOffset? releasedAt = null,
        string channel = "stable"
    )
    {
        var id = Guid.CreateVersion7();
        await Eventually.Is(
            async () =>
            {
                using var answer = await Publish(
                    new
                    {
                        id,
                        productId = product.Id,
                        version,
                        channel,
                        releasedAt = releasedAt ?? Days(-1),
                    }
                );
                return answer.IsSuccessStatusCode
                    || (
                        await answer.Code() == "download.product-unknown"
                            ? false
                            : throw new HttpRequestException(await answer.Content.ReadAsStringAsync())
                    );
            },
            "Download knows the product"
        );
        return id;
    }

    public async Task<HttpResponseMessage> Upload(
        Guid releaseId,
        Guid artifactId,
        HttpContent content,
        string fileName = "setup.exe",
        string kind = "installer",
        string platform = "windows",
        string arch = "x64"
    )
    {
        using var client = await Catalogue.Operator.Client("download");
        var address =
            $"/management/releases/{releaseId}/artifacts/{artifactId}?fileName={Uri.EscapeDataString(fileName)}&kind={kind}&platform={platform}&arch={arch}";
        return await client.PutAsync(new Uri(address, UriKind.Relative), content);
    }

    /// <summary>A new release with one file.</summary>
    public async Task<Offer> NewOffer(
        Catalogue.Product product,
        string version = "1.0.0",
        DateTimeOffset? releasedAt = null,
        int size = 10_000,
        string fileName = "setup.exe",
        string channel = "stable"
    )
    {
        var offer = new Offer(
            await NewRelease(product, version, releasedAt, channel),
            Guid.CreateVersion7(),
            fileName,
            RandomNumberGenerator.GetBytes(size)
        );
        using var content = new ByteArrayContent(offer.Bytes);
        using var answer = await Upload(offer.ReleaseId, offer.ArtifactId, content, fileName);
        answer.EnsureSuccessStatusCode();
        return offer;
    }

    /// <summary>The owner of a new account with a license of the product.</summary>
    public async Task<(CustomerApi Customer, Catalogue.License License)> NewCustomer(
        Catalogue.Product product,
        object? policy = null,
        object? license = null
    )
    {
        var account = await Catalogue.NewAccount();
        var member = await Catalogue.NewMember(account);
        var issued = await Catalogue.NewLicense(policy, With(license, "accountId", account.Id), product);
        return (new CustomerApi(await Catalogue.SignIn(member)), issued);
    }

    public static DateTimeOffset Days(int days) => TimeProvider.System.GetUtcNow().AddDays(days);

    private static JsonObject With(object? members, string name, Guid value)
    {
        var json = members is null ? [] : (JsonObject)JsonSerializer.SerializeToNode(members)!;
        json[name] = value;
        return json;
    }
}
