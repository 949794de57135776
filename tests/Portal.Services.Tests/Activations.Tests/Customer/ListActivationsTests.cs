using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Customer;

public sealed class ListActivationsTests(PortalApp app)
{
    [Fact]
    public async Task A_device_shows_what_the_program_told()
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Program.Activated(
            "device-1",
            new
            {
                name = "Anna's laptop",
                platform = "linux",
                version = "4.2.0",
            }
        );
        var row = Assert.Single(await desk.Activations());
        Assert.Equal(
            ("Anna's laptop", "device-1", "linux", "4.2.0"),
            (Text(row, "name"), Text(row, "identifier"), Text(row, "platform"), Text(row, "appVersion"))
        );
        Assert.Equal(
            ("active", "hardware", "****-" + desk.License.Key[^4..], desk.License.Product.Name),
            (Text(row, "status"), Text(row, "kind"), Text(row, "maskedKey"), Text(row["product"]!.AsObject(), "name"))
        );
        Assert.Null(row["lastSeenAt"]);
    }

    [Fact]
    public async Task Filters_and_search_narrow_the_list()
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Program.Activated("device-1", new { name = "Laptop" });
        await desk.Program.Activated("shop.example.com", new { kind = "domain" });
        await desk.DeactivateRemotely(await desk.Program.Activated("device-2", new { name = "Old desktop" }));
        Assert.Equal(["shop.example.com"], await Identifiers(desk, "?kind=domain"));
        Assert.Equal(["device-2"], await Identifiers(desk, "?status=deactivated"));
        Assert.Equal(["device-2"], await Identifiers(desk, "?search=old"));
        Assert.Equal(["shop.example.com"], await Identifiers(desk, "?search=EXAMPLE"));
        Assert.Equal(3, (await Identifiers(desk, $"?search={desk.License.Key[^4..]}")).Count);
        Assert.Equal(3, (await Identifiers(desk, $"?licenseId={desk.License.Id}")).Count);
        Assert.Empty(await Identifiers(desk, $"?licenseId={Guid.NewGuid()}"));
    }

    [Fact]
    public async Task Stale_is_what_is_active_and_missed_or_not_seen_for_a_month()
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Program.Activated("fresh");
        var (unseen, missed, ended) = (
            await desk.Program.Activated("unseen"),
            await desk.Program.Activated("missed"),
            await desk.Program.Activated("ended")
        );
        await app.Sql(
            $"UPDATE activations SET first_seen_at = now() - interval '40 days', last_seen_at = now() - interval '31 days' WHERE id IN ('{unseen}', '{ended}')"
        );
        await app.Sql($"UPDATE activations SET lost_at = now() WHERE id = '{missed}'");
        await desk.DeactivateRemotely(ended);
        Assert.Equal(["missed", "unseen"], (await Identifiers(desk, "?stale=true")).Order(StringComparer.Ordinal));
        Assert.Equal(["ended", "fresh"], (await Identifiers(desk, "?stale=false")).Order(StringComparer.Ordinal));
        Assert.Equal(4, (await Identifiers(desk, "")).Count);
    }

    [Fact]
    public async Task A_row_says_how_many_deactivations_its_license_has_left_where_they_are_limited()
    {
        using var desk = await Desk.WithLicense(
            app,
            new { terms = new { deactivationQuota = 2, deactivationPeriodDays = 30 } }
        );
        await desk.Program.Activated("device-1");
        await desk.DeactivateRemotely(await desk.Program.Activated("device-2"));
        Assert.All(await desk.Activations(), row =>
            Assert.Equal((1, 2), (row["quota"]!["used"]!.GetValue<int>(), row["quota"]!["limit"]!.GetValue<int>()))
        );
        using var unlimited = await Desk.WithLicense(app);
        await unlimited.Program.Activated("device-1");
        Assert.Null(Assert.Single(await unlimited.Activations())["quota"]);
    }

    [Fact]
    public async Task Devices_of_a_suspended_license_say_so()
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Program.Activated("device-1");
        await desk.Catalogue.Move(desk.License, "suspend", new { reason = "x" });
        await Eventually.Is(async () => (await Identifiers(desk, "?status=suspended")).Count == 1, "suspended");
        Assert.Empty(await Identifiers(desk, "?status=active"));
    }

    [Fact]
    public async Task Devices_of_another_account_are_not_in_the_list()
    {
        using var desk = await Desk.WithLicense(app);
        using var stranger = await Desk.WithLicense(app);
        await stranger.Program.Activated("device-1");
        Assert.Empty(await desk.Activations());
        Assert.Empty(await desk.Activations($"?licenseId={stranger.License.Id}"));
    }

    private static string? Text(JsonObject row, string name) => row[name]?.GetValue<string>();

    private static async Task<List<string?>> Identifiers(Desk desk, string query) =>
        [.. (await desk.Activations(query)).Select(row => Text(row, "identifier"))];
}
