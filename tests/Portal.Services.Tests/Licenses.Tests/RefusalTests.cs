using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests;

/// <summary>Every move that is not allowed: refused by its name, written down, and without any other trace.</summary>
public sealed class RefusalTests(PortalApp app)
{
    private static readonly string[] Changes = ["limit", "entitlements", "metadata", "maintenance"];

    public static TheoryData<string, string, string, string> Forbidden =>
        new()
        {
            { "revoked", "assign", "license.revoked", "assign-refused" },
            { "revoked", "suspend", "license.revoked", "suspend-refused" },
            { "revoked", "reinstate", "license.revoked", "reinstate-refused" },
            { "revoked", "renew", "license.revoked", "renew-refused" },
            { "revoked", "limit", "license.revoked", "change-limit-refused" },
            { "revoked", "entitlements", "license.revoked", "change-entitlements-refused" },
            { "revoked", "metadata", "license.revoked", "change-metadata-refused" },
            { "revoked", "maintenance", "license.revoked", "change-maintenance-refused" },
            { "suspended", "assign", "license.suspended", "assign-refused" },
            { "expired", "assign", "license.expired", "assign-refused" },
            { "owned", "assign", "license.owned", "assign-refused" },
            { "endless", "renew", "license.never-expires", "renew-refused" },
            { "owned", "renew-into-the-past", "license.expiry-in-the-past", "renew-refused" },
            { "owned", "renew-to-earlier", "license.expiry-not-later", "renew-refused" },
            { "owned", "entitlements-twice", "license.entitlement-twice", "change-entitlements-refused" },
            { "owned", "metadata-twice", "license.metadata-twice", "change-metadata-refused" },
        };

    [Theory, MemberData(nameof(Forbidden))]
    public async Task A_forbidden_move_is_refused_by_name_written_down_and_changes_nothing(
        string license,
        string move,
        string code,
        string action
    )
    {
        var catalogue = new Catalogue(app);
        var id = await A(license, catalogue);
        var before = await Rows(id);
        Assert.Equal(code, (await Make(move, id, catalogue.Operator)).Code());
        Assert.Equal(before, await Rows(id));

        var attempt = (await catalogue.Operator.Audit(id))[^1];
        Assert.Equal(
            (action, code, "portal-operator", false),
            (
                Text(attempt, "action"),
                Text(attempt, "detail"),
                Text(attempt, "actor"),
                attempt["visibleToCustomer"]!.GetValue<bool>()
            )
        );
        Assert.Equal((id, null), (attempt["before"]!["licenseId"]!.GetValue<Guid>(), attempt["after"]));
        Assert.NotNull(Text(attempt, "requestId"));
        Assert.NotNull(Text(attempt, "traceId"));
    }

    [Fact]
    public async Task A_change_is_written_down_with_who_what_before_and_after()
    {
        var catalogue = new Catalogue(app);
        var id = await A("owned", catalogue);
        await catalogue.Operator.Put($"/licenses/{id}/limit", new { activationLimit = 7 });
        await catalogue.Operator.Put($"/licenses/{id}/limit", new { activationLimit = 7 });
        await catalogue.Operator.Put($"/licenses/{id}/limit", new { activationLimit = (int?)null });
        await catalogue.Operator.Put(
            $"/licenses/{id}/entitlements",
            new { entitlements = new[] { new { name = "export", value = "pdf" } } }
        );
        await catalogue.Operator.Put(
            $"/licenses/{id}/metadata",
            new { metadata = new[] { new { name = "order", value = "4711" } } }
        );
        await catalogue.Operator.Put($"/licenses/{id}/maintenance", new { maintenanceEndsAt = "2030-01-01T00:00:00Z" });
        var records = (await catalogue.Operator.Audit(id))[1..];
        Assert.Equal(
            ["limit-changed", "limit-changed", "entitlements-changed", "metadata-changed", "maintenance-changed"],
            records.Select(record => Text(record, "action"))
        );
        Assert.Equal(
            (1, 7),
            (
                records[0]["before"]!["activationLimit"]!.GetValue<int>(),
                records[0]["after"]!["activationLimit"]!.GetValue<int>()
            )
        );
        Assert.Equal(
            (7, null),
            (records[1]["before"]!["activationLimit"]!.GetValue<int>(), records[1]["after"]!["activationLimit"])
        );
        var shown = await catalogue.Operator.Get("license", $"/licenses/{id}");
        Assert.Equal(
            (null, "pdf", "4711", "2030-01-01T00:00:00+00:00"),
            (
                shown["activationLimit"],
                Text(shown["entitlements"]![0]!.AsObject(), "value"),
                Text(shown["metadata"]![0]!.AsObject(), "value"),
                Text(shown, "maintenanceEndsAt")
            )
        );
    }

    [Fact]
    public async Task The_audit_is_read_in_pages_oldest_first_and_since_an_instant()
    {
        var catalogue = new Catalogue(app);
        var id = await A("owned", catalogue);
        for (var limit = 2; limit < 7; limit++)
            await catalogue.Operator.Put($"/licenses/{id}/limit", new { activationLimit = limit });
        var (pages, cursor) = (new List<JsonObject>(), "");
        do
        {
            var page = await catalogue.Operator.Get("license", $"/audit?licenseId={id}&size=4{cursor}");
            pages.AddRange(page.Items());
            cursor = page["next"]?.GetValue<string>() is { } next ? $"&cursor={next}" : "";
        } while (cursor.Length > 0);
        Assert.Equal(6, pages.Count);
        Assert.Equal((await catalogue.Operator.Audit(id)).Select(Catalogue.Id), pages.Select(Catalogue.Id));
        Assert.Equal(
            pages[3..].Select(Catalogue.Id),
            (await catalogue.Operator.Audit(id, $"&since={Uri.EscapeDataString(Text(pages[3], "at")!)}")).Select(
                Catalogue.Id
            )
        );
    }

    private static async Task<Guid> A(string license, Catalogue catalogue)
    {
        var (account, now) = ((await catalogue.NewAccount()).Id, DateTimeOffset.UtcNow);
        var made = license switch
        {
            "endless" => await catalogue.NewLicense(),
            "owned" => await catalogue.NewLicense(
                new { activationLimit = 1 },
                new { accountId = account, expiresAt = now.AddDays(50) }
            ),
            "expired" => await catalogue.NewLicense(license: new { expiresAt = now.AddDays(-1) }),
            "suspended" => await catalogue.NewLicense(license: new { suspendedAt = now }),
            _ => await catalogue.NewLicense(
                license: new
                {
                    accountId = account,
                    revokedAt = now,
                    expiresAt = now.AddDays(50),
                }
            ),
        };
        return made.Id;
    }

    private static Task<(int Status, JsonObject Body)> Make(string move, Guid id, Operator client)
    {
        var (path, now, twice) = (
            $"/licenses/{id}/{move.Split('-')[0]}",
            DateTimeOffset.UtcNow,
            new[] { new { name = "a", value = "1" }, new { name = "a", value = "2" } }
        );
        object body = move switch
        {
            "assign" => new { accountId = Guid.CreateVersion7() },
            "renew" => new { expiresAt = now.AddDays(99) },
            "renew-into-the-past" => new { expiresAt = now.AddDays(-9) },
            "renew-to-earlier" => new { expiresAt = now.AddDays(9) },
            "limit" => new { activationLimit = 99 },
            "entitlements" => new { entitlements = Array.Empty<object>() },
            "entitlements-twice" => new { entitlements = twice },
            "metadata" => new { metadata = Array.Empty<object>() },
            "metadata-twice" => new { metadata = twice },
            "maintenance" => new { maintenanceEndsAt = now },
            _ => new { reason = "because" },
        };
        return Changes.Contains(move.Split('-')[0]) ? client.Put(path, body) : client.Ask(path, body);
    }

    private async Task<string> Rows(Guid id)
    {
        await using var database = Npgsql.NpgsqlDataSource.Create(await app.ConnectionString("licensedb"));
        await using var command = database.CreateCommand(
            $"SELECT to_jsonb(licenses)::text FROM licenses WHERE id = '{id}'"
        );
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static string? Text(JsonObject row, string name) => row[name]?.GetValue<string>();
}
