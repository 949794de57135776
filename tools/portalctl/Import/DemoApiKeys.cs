using Portal.Ctl.Catalogue;
using Portal.Ctl.Management;

namespace Portal.Ctl.Import;

/// <param name="Product">Slug.</param>
/// <param name="Key">What its programs call the KeyManager API with.</param>
/// <param name="PublicKeyPem">What they check the answers with.</param>
internal sealed record DemoApiKey(string Product, string Key, string PublicKeyPem);

/// <summary>One API key for each product of a demo.</summary>
internal static class DemoApiKeys
{
    private const string NotArrived = "activation.product-unknown",
        Name = "demo";

    public static async Task<IReadOnlyList<DemoApiKey>> Make(
        ManagementClient client,
        VendorCatalogue catalogue,
        CancellationToken cancellationToken
    )
    {
        var keys = new List<DemoApiKey>();
        foreach (var product in catalogue.Products)
        {
            var made = await client.Post(
                Service.Activation,
                "/management/api-keys",
                new { ProductId = product.Id, Name },
                cancellationToken,
                NotArrived
            );
            var published = await client.Get(
                Service.Activation,
                $"/management/product-keys?productId={product.Id}",
                cancellationToken
            );
            var current = published
                .GetProperty("items")
                .EnumerateArray()
                .First(key => key.GetProperty("current").GetBoolean());
            keys.Add(
                new(product.Slug, made.GetProperty("key").GetString()!, current.GetProperty("publicKey").GetString()!)
            );
        }
        return keys;
    }
}
