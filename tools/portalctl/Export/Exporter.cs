using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Ctl.Catalogue;
using Portal.Ctl.Commands;
using Portal.Ctl.Management;

namespace Portal.Ctl.Export;

/// <summary>Writes a portal down as a catalogue: by ids, with absolute times, sorted, so that equal portals give equal files.</summary>
internal sealed class Exporter(ManagementClient client, string folder, Action<string> say, Bars bars)
{
    private readonly Dictionary<Guid, int> _active = [];
    private readonly Dictionary<string, string> _slugs = [];
    private readonly Dictionary<Guid, ExportedSnapshot> _policies = [];

    public async Task Export(bool withFiles, CancellationToken cancellationToken)
    {
        OwnFile.CreateFolder(folder);
        await WriteProducts(cancellationToken);
        await WritePolicies(cancellationToken);
        await WriteJson("accounts", client.Customers(cancellationToken), Account);
        // Before the licenses, so that none of them is missing.
        await WriteCsv<ExportedActivation>(
            "activations",
            client.Stream(Service.Activation, "/management/activations", cancellationToken),
            ExportedActivation.Columns,
            activation =>
            {
                if (activation is { DeactivatedAt: null, Uncounted: false })
                    _active[activation.LicenseId] = _active.GetValueOrDefault(activation.LicenseId) + 1;
                return activation.Values();
            }
        );
        await WriteCsv<ExportedLicense>(
            "licenses",
            client.Licenses(cancellationToken),
            ExportedLicense.Columns,
            license => license.Values(_active.GetValueOrDefault(license.Id), _policies[license.PolicyId])
        );
        await WriteCsv<ExportedBlocked>(
            "blocked",
            (await Blocked(cancellationToken)).ToAsyncEnumerable(),
            ExportedBlocked.Columns,
            blocked => blocked.Values()
        );
        var files = new ExportedFiles(client, folder);
        await WriteJson(
            "releases",
            client.Stream(Service.Download, "/management/releases", cancellationToken),
            release => Release(release, files)
        );
        if (withFiles)
            await files.Fetch(say, bars, cancellationToken);
    }

    // By content: their ids are new after each import.
    private async Task<List<JsonElement>> Blocked(CancellationToken cancellationToken) =>
        [
            .. (await client.All(Service.Activation, "/management/blocked-identifiers", cancellationToken))
                .OrderBy(row => row.Text("identifier"), StringComparer.Ordinal)
                .ThenBy(row => row.Text("licenseId"), StringComparer.Ordinal)
                .ThenBy(row => row.Text("productId"), StringComparer.Ordinal),
        ];

    private async Task WriteProducts(CancellationToken cancellationToken)
    {
        var products = Sorted(await client.Products(cancellationToken));
        foreach (var product in products)
            _slugs.Add(product.Text("id")!, product.Text("slug")!);
        await WriteJson("products", products.ToAsyncEnumerable(), product =>
            JsonTableWriter.Pick(
                product,
                "id",
                "slug",
                "name",
                "active",
                "changelogPublic",
                "websiteUrl",
                "documentationUrl",
                "supportUrl"
            )
        );
    }

    private async Task WritePolicies(CancellationToken cancellationToken) =>
        await WriteJson("policies", Sorted(await client.Policies(cancellationToken)).ToAsyncEnumerable(), policy =>
        {
            _policies.Add(policy.GetProperty("id").GetGuid(), ExportedSnapshot.OfPolicy(policy));
            var row = JsonTableWriter.Pick(policy, "id", "name");
            row["product"] = _slugs[policy.Text("productId")!];
            row["activationLimit"] = policy.Text("activationLimit") is { } limit
                ? int.Parse(limit, CultureInfo.InvariantCulture)
                : CatalogueRows.Unlimited;
            foreach (
                var (name, value) in JsonTableWriter.Pick(
                    policy,
                    "durationDays",
                    "graceDays",
                    "maintenanceDays",
                    "maxMajorVersion",
                    "environment",
                    "edition",
                    "downloadBeforeActivation",
                    "downloadAfterExpiry",
                    "renewalUrl",
                    "keyFormat",
                    "keyPrefix"
                )
            )
                row[name] = value?.DeepClone();
            row["entitlements"] = List(policy.GetProperty("entitlements").EnumerateArray(), item =>
                JsonTableWriter.Pick(item, "name", "value")
            );
            row["terms"] = JsonTableWriter.Pick(
                policy.GetProperty("terms"),
                "binding",
                "fingerprintMatching",
                "deactivationQuota",
                "deactivationPeriodDays",
                "heartbeatMinutes",
                "staleAfterDays",
                "offlineActivation",
                "licenseFileDays",
                "localDomainsUncounted",
                "wwwIsSameSite",
                "uncountedDomains"
            );
            return row;
        });

    private static JsonObject Account(JsonElement account)
    {
        var row = JsonTableWriter.Pick(account, "id", "name", "kind");
        row["members"] = List(Sorted(account.GetProperty("members").EnumerateArray()), member =>
            JsonTableWriter.Pick(member, "id", "email", "displayName", "role")
        );
        return row;
    }

    private JsonObject Release(JsonElement release, ExportedFiles files)
    {
        var row = JsonTableWriter.Pick(release, "id", "version", "channel", "notes");
        row.Insert(1, "product", _slugs[release.Text("productId")!]);
        row["released"] = Moment.Write(release.GetProperty("releasedAt").GetDateTimeOffset());
        row["artifacts"] = List(Sorted(release.GetProperty("artifacts").EnumerateArray()), artifact =>
        {
            files.Add(artifact);
            return JsonTableWriter.Pick(artifact, "id", "fileName", "kind", "platform", "arch", "size", "sha256");
        });
        return row;
    }

    private async Task WriteJson(string name, IAsyncEnumerable<JsonElement> rows, Func<JsonElement, JsonObject> map)
    {
        using var table = new JsonTableWriter(Path.Combine(folder, name + ".json"));
        await Each(name, rows, row => table.Write(map(row)));
    }

    private async Task WriteCsv<T>(
        string name,
        IAsyncEnumerable<JsonElement> rows,
        IEnumerable<string> columns,
        Func<T, IEnumerable<string?>> values
    )
    {
        using var table = CsvTableWriter.Create(Path.Combine(folder, name + ".csv"), columns);
        await Each(name, rows, row => table.Write(values(row.As<T>())));
    }

    private async Task Each(string name, IAsyncEnumerable<JsonElement> rows, Action<JsonElement> write)
    {
        var (done, advance) = (0, bars.Start(name, 0));
        await foreach (var row in rows)
        {
            write(row);
            done++;
            advance(1);
        }
        say($"{done, 4} {name}");
    }

    private static JsonArray List(IEnumerable<JsonElement> items, Func<JsonElement, JsonObject> map) =>
        [.. items.Select(map)];

    private static List<JsonElement> Sorted(IEnumerable<JsonElement> rows) =>
        [.. rows.OrderBy(row => row.Text("id"), StringComparer.Ordinal)];
}
