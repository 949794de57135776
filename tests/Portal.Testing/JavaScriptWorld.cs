using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Portal.Testing;

/// <summary>What the scenarios of client/js/test/behaviour.js find at the portal.</summary>
public static class JavaScriptWorld
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "client-js");

    /// <param name="canFetchFiles">Not a script in a browser: files have an address of their own.</param>
    public static async Task<JsonObject> Create(PortalApp app, bool canFetchFiles)
    {
        var catalogue = new Catalogue(app);
        var account = new { accountId = (await catalogue.NewAccount()).Id };
        var terms = new
        {
            activationLimit = 100,
            maxMajorVersion = 1,
            environment = "production",
            entitlements = new[] { new { name = "export" } },
        };
        var license = await catalogue.NewLicenseInUse(terms, account);
        var expiring = await catalogue.NewLicenseInUse(
            Catalogue.Merge(terms, new { graceDays = 2 }),
            Catalogue.Merge(account, new { expiresAt = TimeProvider.System.GetUtcNow().AddDays(1) })
        );
        var updated = await catalogue.NewLicenseInUse(terms, account);
        await Releases.Offer(catalogue, updated.Product, "1.1.0", new byte[50_000]);
        await Eventually.Is(
            async () =>
            {
                using var update = await new VendorProgram(app, updated.Key).Get("/updates");
                return update.StatusCode == System.Net.HttpStatusCode.OK;
            },
            "the update is offered"
        );
        var keys = await app.Gateway.GetFromJsonAsync<JsonObject>("/licensing/v1/keys");
        return new()
        {
            ["portal"] = app.Address("gateway").ToString(),
            ["trustedKeys"] = new JsonArray([.. keys!["keys"]!.AsArray().Select(key => key!["x"]!.DeepClone())]),
            ["license"] = Of(license),
            ["expiring"] = Of(expiring),
            ["updated"] = Of(updated),
            ["canFetchFiles"] = canFetchFiles,
        };
    }

    private static JsonObject Of(Catalogue.License license) =>
        new() { ["key"] = license.Key, ["product"] = license.Product.Slug };
}
