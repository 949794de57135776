using System.Diagnostics;
using System.Net.Http.Headers;
using Npgsql;

namespace Portal.Bench.Growth;

/// <summary>A running copy of the portal with many licenses in it, and a customer of it.</summary>
internal sealed class Copy : IAsyncDisposable
{
    private readonly PortalApp _app;

    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(4);

    // Counting a million rows is work too: not all the time.
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    private static readonly string[] DropLicenseEvents =
    [
        "CREATE FUNCTION drop_event() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER drop_event BEFORE INSERT ON outbox FOR EACH ROW WHEN (NEW.type LIKE '%.LicenseChanged,%') EXECUTE FUNCTION drop_event()",
    ];

    private static readonly SemaphoreSlim Starting = new(1);
    private readonly HttpClient _customer;
    private long _tokenFrom;
    private string _email = LargeCatalogue.Email;

    private Copy(PortalApp app, string partOfAKey, TimeSpan loading, TimeSpan arriving)
    {
        (_app, PartOfAKey, Loading, Arriving) = (app, partOfAKey, loading, arriving);
        _customer = new HttpClient { BaseAddress = app.Address("license"), Timeout = TimeSpan.FromMinutes(2) };
    }

    public string PartOfAKey { get; }

    /// <summary>How long portalctl took for the import.</summary>
    public TimeSpan Loading { get; }

    /// <summary>How long after that every service knew of every license; about zero if that was not awaited.</summary>
    public TimeSpan Arriving { get; }

    /// <param name="everywhere">Whether the other services hear of the licenses. Otherwise their events are dropped as they are written: only License is measured.</param>
    public static async Task<Copy> Loaded(
        int licenses,
        int accounts,
        int licensesOfOne,
        int licensesOfLargest,
        bool everywhere,
        CancellationToken cancellationToken
    )
    {
        var app = await Started(cancellationToken);
        var folder = Path.Combine(app.DataFolder, "catalogue");
        var catalogue = new LargeCatalogue(folder, licenses, accounts, licensesOfOne, licensesOfLargest);
        catalogue.Write();
        if (!everywhere)
            await OnLicenses(app, cancellationToken, DropLicenseEvents);
        var start = TimeProvider.System.GetTimestamp();
        await Portalctl(app, "import", folder);
        var loading = TimeProvider.System.GetElapsedTime(start);
        if (everywhere)
            await Arrived(app, licenses, cancellationToken);
        var arriving = TimeProvider.System.GetElapsedTime(start) - loading;
        // The planner knows its tables, and what the load changed is on the disk.
        await OnLicenses(app, cancellationToken, "VACUUM ANALYZE", "CHECKPOINT");
        return new Copy(app, catalogue.PartOfAKey, loading, arriving);
    }

    /// <summary>From now on the account with very many licenses is measured.</summary>
    public void AsLargest() =>
        (_email, _customer.DefaultRequestHeaders.Authorization) = (LargeCatalogue.EmailOfLargest, null);

    /// <summary>Asks License with the measured account's token.</summary>
    public async Task Get(string address)
    {
        if (
            _customer.DefaultRequestHeaders.Authorization is null
            || TimeProvider.System.GetElapsedTime(_tokenFrom) > TokenLifetime
        )
        {
            var token = await AccessToken.Of(_app, _email, LargeCatalogue.Password);
            (_customer.DefaultRequestHeaders.Authorization, _tokenFrom) = (
                new AuthenticationHeaderValue("Bearer", token),
                TimeProvider.System.GetTimestamp()
            );
        }
        using var answer = await _customer.GetAsync("/api/license" + address);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _customer.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>One at a time: the free ports that one copy has chosen look free to another until its services listen.</summary>
    private static async Task<PortalApp> Started(CancellationToken cancellationToken)
    {
        await Starting.WaitAsync(cancellationToken);
        try
        {
            return await PortalApp.StartAsync();
        }
        finally
        {
            Starting.Release();
        }
    }

    private static async Task Portalctl(PortalApp app, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "../../portalctl/release/portalctl.dll");
        using var process = Process.Start("dotnet", [program, .. arguments, "--data", app.DataFolder]);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"portalctl {arguments[0]} ended with {process.ExitCode}.");
    }

    private static async Task Arrived(PortalApp app, int licenses, CancellationToken cancellationToken)
    {
        foreach (var consumer in new[] { "activationdb", "downloaddb" })
        {
            await using var copies = NpgsqlDataSource.Create(await app.Superuser(consumer));
            await Counts(copies, "licenses", licenses, cancellationToken);
        }
        await using var database = NpgsqlDataSource.Create(await app.Superuser("licensedb"));
        await Counts(database, "outbox", 0, cancellationToken);
    }

    private static async Task OnLicenses(PortalApp app, CancellationToken cancellationToken, params string[] statements)
    {
        await using var database = NpgsqlDataSource.Create(await app.Superuser("licensedb"));
        foreach (var statement in statements)
        {
            await using var command = database.CreateCommand(statement);
            command.CommandTimeout = 600;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task Counts(
        NpgsqlDataSource database,
        string table,
        long rows,
        CancellationToken cancellationToken
    )
    {
        await using var count = database.CreateCommand($"SELECT count(*) FROM {table}");
        await Eventually.Is(
            async () => (long)(await count.ExecuteScalarAsync(cancellationToken))! == rows,
            $"{table} has {rows} rows",
            TimeSpan.FromMinutes(30),
            Between
        );
    }
}
