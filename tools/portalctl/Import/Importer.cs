using System.Collections.Concurrent;
using Portal.Ctl.Catalogue;
using Portal.Ctl.Commands;
using Portal.Ctl.Management;

namespace Portal.Ctl.Import;

/// <summary>Brings a portal to what a catalogue says. Ids are in the files, so doing it again ends in the same state.</summary>
internal sealed class Importer(
    ManagementClient client,
    Action<string> say,
    Bars bars,
    TimeProvider clock,
    bool withFiles
)
{
    private const int AtOnce = 8;
    private const string ProductNotArrived = "download.product-unknown";

    /// <returns>How many activations of each license are active now.</returns>
    public async Task<IReadOnlyDictionary<Guid, int>> Import(
        VendorCatalogue catalogue,
        CancellationToken cancellationToken
    )
    {
        var active = new ConcurrentDictionary<Guid, int>();
        var requests = new ImportRequests(catalogue, await TimeOfFirstImport(catalogue, cancellationToken));
        await Each("products", catalogue.Products.Count, catalogue.Products, product =>
            Post(Service.License, "products", ImportRequests.Of(product), product.Source)
        );
        await Each("policies", catalogue.Policies.Count, catalogue.Policies, policy =>
            Post(Service.License, "policies", requests.Of(policy), policy.Source)
        );
        await Each("customers", catalogue.Accounts.Count, catalogue.Accounts, ImportAccount);
        // This license fixes the time of the import before anything else depends on it.
        if (FirstRelative(catalogue) is { } first)
            await Post(Service.License, "licenses", requests.Of(first), first.Source);
        await Each(
            "licenses",
            catalogue.Names.Licenses,
            LicenseBatch.Of(catalogue.Licenses, requests),
            batch => batch.Send(client, cancellationToken),
            batch => batch.Count
        );
        await Task.WhenAll(
            Each("releases", catalogue.Releases.Count, catalogue.Releases, ImportRelease),
            Each(
                "activations",
                catalogue.Names.Activations,
                ActivationBatch.Of(catalogue.Activations, requests),
                ImportActivations,
                batch => batch.Count
            )
        );
        await Each("blocked identifiers", catalogue.Blocked.Count, catalogue.Blocked, blocked =>
            Post(Service.Activation, "blocked-identifiers", requests.Of(blocked), blocked.Source)
        );
        await Each(
            "suspensions and revocations",
            0,
            catalogue.Licenses.Where(license => license.Then != LicenseAction.Nothing),
            Move
        );
        return active;

        async Task Post(Service service, string table, object body, Row source, params string[] notYet)
        {
            try
            {
                await client.Post(service, "/management/" + table, body, cancellationToken, notYet);
            }
            catch (RefusedException refused)
            {
                throw refused.At(source.At("id"));
            }
        }

        async Task ImportAccount(Account account)
        {
            await Post(Service.Identity, "accounts", ImportRequests.Of(account), account.Source);
            foreach (var member in account.Members)
                await Post(
                    Service.Identity,
                    $"accounts/{account.Id}/members",
                    ImportRequests.Of(member),
                    member.Source
                );
        }

        async Task ImportActivations(ActivationBatch batch)
        {
            foreach (var license in await batch.Send(client, cancellationToken))
                active.AddOrUpdate(license, 1, (_, count) => count + 1);
        }

        async Task ImportRelease(Release release)
        {
            await Post(Service.Download, "releases", requests.Of(release), release.Source, ProductNotArrived);
            foreach (var artifact in release.Artifacts.Where(artifact => withFiles || artifact.Sha256 is null))
            {
                try
                {
                    await client.Upload(
                        Service.Download,
                        ImportRequests.AddressOf(release, artifact),
                        () => requests.ContentOf(release, artifact),
                        cancellationToken
                    );
                }
                catch (RefusedException refused)
                {
                    throw refused.At(artifact.Source.At("id"));
                }
            }
        }

        Task Move(License license) =>
            Post(
                Service.License,
                $"licenses/{license.Id}/{license.Then.ToString().ToLowerInvariant()}",
                new { license.Reason },
                license.Source
            );

        async Task Each<T>(
            string what,
            int total,
            IEnumerable<T> rows,
            Func<T, Task> import,
            Func<T, int>? count = null
        )
        {
            var (done, advance) = (0, bars.Start(what, total));
            await Parallel.ForEachAsync(
                rows,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (row, _) =>
                {
                    await import(row);
                    var more = count?.Invoke(row) ?? 1;
                    Interlocked.Add(ref done, more);
                    advance(more);
                }
            );
            say($"{done, 4} {what}");
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

    private static License? FirstRelative(VendorCatalogue catalogue) =>
        catalogue.Licenses.FirstOrDefault(license => license.Issued.Distance is not null);
}
