using System.Collections.Concurrent;
using System.Text.Json;
using Portal.Ctl.Catalogue;
using Portal.Ctl.Management;

namespace Portal.Ctl.Import;

/// <summary>Brings a portal to what a catalogue says. Ids are in the files, so doing it again ends in the same state.</summary>
internal sealed class Importer(ManagementClient client, Action<string> say, TimeProvider clock)
{
    private const int AtOnce = 8;
    private const string ProductNotArrived = "download.product-unknown", LicenseNotArrived = "activation.license-unknown";

    /// <returns>How many activations of each license are active now.</returns>
    public async Task<IReadOnlyDictionary<Guid, int>> Import(VendorCatalogue catalogue, CancellationToken cancellationToken)
    {
        var active = new ConcurrentDictionary<Guid, int>();
        var requests = new ImportRequests(catalogue, await TimeOfFirstImport(catalogue, cancellationToken));
        await Each("products", catalogue.Products, product => Post(Service.License, "products", ImportRequests.Of(product)));
        await Each("policies", catalogue.Policies, policy => Post(Service.License, "policies", requests.Of(policy)));
        await Each("accounts", catalogue.Accounts, ImportAccount);
        // This license fixes the time of the import before anything else depends on it.
        if (FirstRelative(catalogue) is { } first)
            await Post(Service.License, "licenses", requests.Of(first));
        await Each("licenses", catalogue.Licenses, license => Post(Service.License, "licenses", requests.Of(license)));
        await Task.WhenAll(
            Each("releases", catalogue.Releases, ImportRelease),
            Each("activations", catalogue.Activations, ImportActivation));
        await Each("suspensions and revocations", catalogue.Licenses.Where(license => license.Then != LicenseMove.Nothing), Move);
        return active;

        Task<JsonElement> Post(Service service, string table, object body, params string[] notYet) => client.Post(service, "/management/" + table, body, cancellationToken, notYet);

        async Task ImportAccount(Account account)
        {
            await Post(Service.Identity, "accounts", ImportRequests.Of(account));
            foreach (var member in account.Members)
                await Post(Service.Identity, $"accounts/{account.Id}/members", ImportRequests.Of(member));
        }

        async Task ImportActivation(Activation activation)
        {
            var row = await Post(Service.Activation, "activations", requests.Of(activation), LicenseNotArrived);
            if (activation.Deactivated is null && row.As<ImportedActivation>() is { DeactivatedAt: null, LicenseId: var license })
                active.AddOrUpdate(license, 1, (_, count) => count + 1);
        }

        async Task ImportRelease(Release release)
        {
            await Post(Service.Download, "releases", requests.Of(release), ProductNotArrived);
            foreach (var artifact in release.Artifacts)
                await client.Put(Service.Download, ImportRequests.AddressOf(release, artifact), () => new ReleaseContent(requests.TitleOf(release), artifact), cancellationToken);
        }

        Task Move(License license) =>
            Post(Service.License, $"licenses/{license.Id}/{license.Then.ToString().ToLowerInvariant()}", new { license.Reason });

        async Task Each<T>(string what, IEnumerable<T> rows, Func<T, Task> import)
        {
            var done = 0;
            await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (row, _) =>
            {
                await import(row);
                Interlocked.Increment(ref done);
            });
            say($"{done,4} {what}");
        }
    }

    /// <summary>
    /// Distances such as <c>-90d</c> count from the first import: services refuse another content under the same id. A license that
    /// is there already tells when that was. Whole seconds, so that no database rounds.
    /// </summary>
    private async Task<DateTimeOffset> TimeOfFirstImport(VendorCatalogue catalogue, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        if (FirstRelative(catalogue) is not { Issued.Distance: { } distance } first)
            return now;
        try
        {
            var license = await client.Get(Service.License, $"/management/licenses/{first.Id}", cancellationToken);
            return license.GetProperty("issuedAt").GetDateTimeOffset() - distance;
        }
        catch (RefusedException unknown) when (unknown.Status == 404)
        {
            return now;
        }
    }

    private sealed record ImportedActivation(Guid LicenseId, DateTimeOffset? DeactivatedAt);

    private static License? FirstRelative(VendorCatalogue catalogue) => catalogue.Licenses.FirstOrDefault(license => license.Issued.Distance is not null);
}
