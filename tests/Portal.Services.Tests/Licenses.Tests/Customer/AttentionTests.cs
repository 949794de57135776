using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Data;
using Portal.Licenses.Reactions;
using Portal.Messaging;
using Portal.Testing;

namespace Portal.Licenses.Tests.Customer;

/// <summary>What needs attention, over HTTP: which licenses, how many, and in which order.</summary>
public sealed class AttentionTests(PortalApp app)
{
    private static readonly string[] Reasons =
    [
        "product-withdrawn",
        "limit-exceeded",
        "in-grace",
        "expiring",
        "limit-reached",
        "maintenance-ending",
        "maintenance-ended",
        "suspended",
        "expired",
        "revoked",
    ];

    [Fact]
    public async Task Each_filter_gives_exactly_the_licenses_that_have_its_reason_over_all_combinations_of_facts()
    {
        using var mine = await LicenseApi.WithOwner(app);
        await EveryCombination(mine);
        var all = await Pages(mine, "?size=100");
        Assert.Equal(Reasons.Order(), all.SelectMany(Of).Distinct().Order());
        foreach (var reason in Reasons)
            Assert.Equal(Ids(all.Where(row => Of(row).Contains(reason))), (await Csv(mine, reason)).Order());

        var now = DateTimeOffset.UtcNow;
        var needing = all.Where(row => Of(row).Any(reason => IsNow(row, reason, now))).ToList();
        Assert.Equal(Ids(needing), (await Csv(mine, "any")).Order());
        Assert.Equal(Ids(all.Where(row => Of(row).Length > 0).Except(needing)), (await Csv(mine, "past")).Order());

        var summary = await mine.Customer.Get("/api/license/summary");
        Assert.Equal(
            (needing.Count, all.Count(row => Of(row).Length > 0) - needing.Count),
            (summary["needAttention"]!.GetValue<int>(), summary["past"]!.GetValue<int>())
        );
        Assert.Equal(
            all.Count(row => row["state"]!.GetValue<string>() == "assigned"),
            summary["notActivated"]!.GetValue<int>()
        );

        var listed = await Pages(mine, "?size=97&attention=any");
        Assert.Equal(Ids(needing), Ids(listed));
        Assert.Equal(await Csv(mine, "any"), listed.Select(Catalogue.Id));
        Assert.Equal(
            listed.Take(20).Select(Catalogue.Id),
            summary["attention"]!.AsArray().Select(item => item!["licenseId"]!.GetValue<Guid>())
        );
        Assert.Equal(listed.Select(Key).Order(), listed.Select(Key));
    }

    [Fact]
    public async Task A_license_is_one_item_with_all_of_its_reasons()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.OwnLicense(
            new { activationLimit = 1 },
            new { expiresAt = DateTimeOffset.UtcNow.AddDays(6) }
        );
        await Use(license.Id, 1);
        var item = Assert.Single((await mine.Customer.Get("/api/license/summary"))["attention"]!.AsArray())!;
        Assert.Equal(["expiring", "limit-reached"], Of(item["license"]!.AsObject()));
    }

    [Theory]
    [InlineData("nonsense"), InlineData("Any"), InlineData("")]
    public async Task A_reason_that_does_not_exist_is_refused(string reason)
    {
        using var mine = await LicenseApi.WithOwner(app);
        using var response = await mine.Customer.Api(HttpMethod.Get, $"/api/license/licenses?attention={reason}");
        Assert.Equal(400, (int)response.StatusCode);
    }

    /// <summary>States, grace, expiry, maintenance, slots and products, each with each.</summary>
    private async Task EveryCombination(LicenseApi mine)
    {
        var now = DateTimeOffset.UtcNow;
        int?[] expiries = [null, -200, -20, -1, 3, 29, 200],
            maintenances = [null, -200, -5, 9, 200];
        (int Used, int? Limit)[] slots = [(0, null), (2, null), (0, 2), (2, 2), (3, 2)];
        foreach (var active in new[] { true, false })
        {
            var product = await mine.Catalogue.NewProduct();
            foreach (var grace in new[] { 0, 14 })
            {
                var policy = await mine.Catalogue.NewPolicy(new { graceDays = grace }, product);
                var licenses = (
                    from stop in new[] { "", "suspended", "revoked" }
                    from expires in expiries.Append(int.MaxValue)
                    from maintained in maintenances
                    from slot in slots
                    select new
                    {
                        issuedAt = now.AddDays(-1000),
                        assignedAt = now.AddDays(-900).AddMinutes(slot.Used * 7),
                        expiresAt = expires == int.MaxValue
                            ? new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero)
                            : At(expires),
                        maintenanceEndsAt = At(maintained),
                        activationLimit = slot.Limit,
                        suspendedAt = stop.Length > 0 ? At(-3) : null,
                        revokedAt = stop == "revoked" ? At(-2) : null,
                        expired = true,
                        used = slot.Used,
                    }
                ).ToList();
                var batch = await mine.Catalogue.Operator.Ask(
                    $"/licenses/batches/{Guid.CreateVersion7()}",
                    new
                    {
                        policyId = policy,
                        accountId = mine.Account.Id,
                        licenses,
                    }
                );
                Assert.Equal(201, batch.Status);
                await Use([
                    .. batch
                        .Body.Items()
                        .Zip(licenses, (row, license) => new SlotUsage(Catalogue.Id(row), 1, license.used)),
                ]);
            }
            if (!active)
                await mine.Catalogue.Operator.Put(
                    $"/products/{product.Id}",
                    new
                    {
                        product.Slug,
                        product.Name,
                        active,
                    }
                );
        }

        DateTimeOffset? At(int? days) => days is { } count ? now.AddDays(count) : null;
    }

    /// <summary>As the API tells it: what can still be prevented by its date, what has stopped by how long ago.</summary>
    private static (int Group, long At) Key(JsonObject row) =>
        Of(row)[0] switch
        {
            "in-grace" => (0, Ticks(row, "endsAt")),
            "expiring" => (0, Ticks(row, "expiresAt")),
            "limit-reached" => (1, Ticks(row, "addedAt")),
            "maintenance-ending" => (2, Ticks(row, "maintenanceEndsAt")),
            "limit-exceeded" or "product-withdrawn" => (3, -Ticks(row, "addedAt")),
            "suspended" => (4, -Ticks(row, "suspendedAt")),
            "expired" => (4, -Ticks(row, "endsAt")),
            _ => (4, -Ticks(row, "maintenanceEndsAt")),
        };

    private static bool IsNow(JsonObject row, string reason, DateTimeOffset now) =>
        reason switch
        {
            "revoked" => false,
            "expired" => row["endsAt"]!.GetValue<DateTimeOffset>() > now.AddDays(-90),
            "maintenance-ended" => row["maintenanceEndsAt"]!.GetValue<DateTimeOffset>() > now.AddDays(-90),
            _ => true,
        };

    private static long Ticks(JsonObject row, string name) => row[name]!.GetValue<DateTimeOffset>().UtcTicks;

    private static string[] Of(JsonObject row) =>
        [.. row["attention"]!.AsArray().Select(reason => reason!.GetValue<string>())];

    private static IEnumerable<Guid> Ids(IEnumerable<JsonObject> rows) => rows.Select(Catalogue.Id).Order();

    private static async Task<List<Guid>> Csv(LicenseApi mine, string attention)
    {
        using var response = await mine.Customer.Api(
            HttpMethod.Get,
            $"/api/license/licenses.csv?attention={attention}"
        );
        var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Skip(1).Select(line => Guid.Parse(line[(line.LastIndexOf(',') + 1)..]))];
    }

    private static async Task<List<JsonObject>> Pages(LicenseApi mine, string query)
    {
        var (rows, cursor, total) = (new List<JsonObject>(), "", 0);
        do
        {
            var page = await mine.Customer.Get($"/api/license/licenses{query}{cursor}");
            rows.AddRange(page.Items());
            (cursor, total) = (
                page["next"]?.GetValue<string>() is { } next ? $"&cursor={next}" : "",
                page["total"]!.GetValue<int>()
            );
        } while (cursor.Length > 0);
        Assert.Equal(total, rows.Count);
        return rows;
    }

    private Task Use(Guid licenseId, int slots) => Use([new SlotUsage(licenseId, 1, slots)]);

    private async Task Use(IReadOnlyList<SlotUsage> usages)
    {
        await using var db = new LicenseDb(
            new DbContextOptionsBuilder<LicenseDb>()
                .UseNpgsql(await app.ConnectionString("licensedb"))
                .UseSnakeCaseNamingConvention()
                .Options
        );
        await db.Upsert(usages, Source.Event, TimeProvider.System.GetUtcNow(), CancellationToken.None);
    }
}
