using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

/// <summary>A change that is not allowed: refused by its name, written down, and without any other trace.</summary>
internal static class Refusals
{
    private static readonly string[] Changes = ["limit", "entitlements", "metadata", "maintenance"];

    /// <param name="license">What the license is like: owned, endless, expired, suspended or revoked.</param>
    /// <param name="move">The last segment of the address, and what is wrong with the request.</param>
    /// <param name="action">What the audit calls the attempt.</param>
    public static async Task Check(PortalApp app, string license, string move, string code, string action)
    {
        var catalogue = new Catalogue(app);
        var id = await LicenseThatIs(license, catalogue);
        var before = await Row(app, id);
        Assert.Equal(code, (await Make(move, id, catalogue.Operator)).Code());
        Assert.Equal(before, await Row(app, id));

        var attempt = (await catalogue.Operator.Audit(id))[^1];
        Assert.Equal(
            (action, code, "portal-operator", false),
            (
                attempt.Text("action"),
                attempt.Text("detail"),
                attempt.Text("actor"),
                attempt["visibleToCustomer"]!.GetValue<bool>()
            )
        );
        Assert.Equal((id, null), (attempt["before"]!["licenseId"]!.GetValue<Guid>(), attempt["after"]));
        Assert.NotNull(attempt.Text("requestId"));
        Assert.NotNull(attempt.Text("traceId"));
    }

    public static async Task<Guid> LicenseThatIs(string license, Catalogue catalogue)
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

    private static async Task<string> Row(PortalApp app, Guid id)
    {
        await using var database = Npgsql.NpgsqlDataSource.Create(await app.ConnectionString("licensedb"));
        await using var command = database.CreateCommand(
            $"SELECT to_jsonb(licenses)::text FROM licenses WHERE id = '{id}'"
        );
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
