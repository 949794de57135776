using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Customer;

public sealed class ActivationStatusTests(PortalApp app)
{
    private static readonly string[] Statuses = ["active", "blocked", "deactivated", "expired", "revoked", "suspended"];

    [Fact]
    public async Task A_device_is_called_active_only_where_the_software_accepts_it_and_each_filter_gives_what_is_called_so()
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Program.Activated("works");
        await desk.DeactivateRemotely(await desk.Program.Activated("gone"));
        await desk.Program.Activated("blocked");
        await desk.Block(new { licenseId = desk.License.Id, identifier = "blocked" });
        await Expire(await Activate(desk, "in-grace"), daysAgo: 3, graceDays: 14);
        await Expire(await Activate(desk, "expired"), daysAgo: 3, graceDays: 2);
        foreach (var (move, device) in new[] { ("suspend", "suspended"), ("revoke", "revoked") })
            await desk.Catalogue.Move(await Activate(desk, device), move, new { reason = "x" });
        await Eventually.Is(async () => (await Devices(desk, "?status=revoked")).Count == 1, "Activation knows");

        var rows = await desk.Activations("?size=100");
        Assert.Equal(
            [
                "blocked: blocked",
                "expired: expired",
                "gone: deactivated",
                "in-grace: active",
                "revoked: revoked",
                "suspended: suspended",
                "works: active",
            ],
            rows.Select(row => $"{Text(row, "identifier")}: {Text(row, "status")}").Order(StringComparer.Ordinal)
        );
        foreach (var status in Statuses)
            Assert.Equal(
                rows.Where(row => Text(row, "status") == status).Select(row => Text(row, "identifier")),
                await Devices(desk, $"?status={status}")
            );
    }

    [Fact]
    public async Task A_device_says_when_its_license_is_over_its_limit_or_its_product_withdrawn()
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Program.Activated("device-1");
        await desk.Program.Activated("device-2");
        Assert.All(await desk.Activations(""), row => Assert.Null(Text(row, "stopped")));
        await app.Sql(
            $$"""UPDATE licenses SET snapshot = snapshot || '{"activationLimit": 1}' WHERE id = '{{desk.License.Id}}'"""
        );
        Assert.All(await desk.Activations(""), row => Assert.Equal("limit-exceeded", Text(row, "stopped")));
        await app.Sql($"UPDATE products SET active = false WHERE id = '{desk.License.Product.Id}'");
        Assert.All(await desk.Activations(""), row => Assert.Equal("product-withdrawn", Text(row, "stopped")));
        Assert.Equal(2, (await Devices(desk, "?status=active")).Count);
    }

    private async Task<Catalogue.License> Activate(Desk desk, string device)
    {
        var license = await desk.Catalogue.NewLicenseInUse(license: new { accountId = desk.Account.Id });
        await new VendorProgram(app, license.Key).Activated(device);
        return license;
    }

    /// <summary>As time would do it: nothing can be activated on a license that has expired already.</summary>
    private async Task Expire(Catalogue.License license, int daysAgo, int graceDays) =>
        await app.Sql(
            $$"""
            UPDATE licenses SET snapshot = snapshot || jsonb_build_object('expiresAt', now() - interval '{{daysAgo}} days', 'graceDays', {{graceDays}})
            WHERE id = '{{license.Id}}'
            """
        );

    private static string? Text(JsonObject row, string name) => row[name]?.GetValue<string>();

    private static async Task<List<string?>> Devices(Desk desk, string query) =>
        [.. (await desk.Activations(query)).Select(row => Text(row, "identifier"))];
}
