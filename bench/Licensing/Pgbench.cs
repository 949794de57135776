using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Portal.Bench.Licensing;

/// <summary>The statements of an activation by pgbench, against copies of the same tables in the same database.</summary>
internal static partial class Pgbench
{
    private const int Clients = 32;

    private const string Tables = """
        DROP SCHEMA IF EXISTS bench CASCADE;
        CREATE SCHEMA bench;
        CREATE TABLE bench.licenses (LIKE public.licenses INCLUDING ALL);
        CREATE TABLE bench.activations (LIKE public.activations INCLUDING ALL);
        CREATE TABLE bench.outbox (LIKE public.outbox INCLUDING ALL);
        INSERT INTO bench.licenses SELECT * FROM public.licenses;
        CREATE TABLE bench.numbered AS SELECT row_number() OVER (ORDER BY id) AS number, id FROM bench.licenses;
        CREATE UNIQUE INDEX ON bench.numbered (number);
        """;

    private static string Script(int licenses) =>
        $"""
            \set license random(1, {licenses})
            BEGIN;
            SELECT id FROM bench.licenses WHERE id = (SELECT id FROM bench.numbered WHERE number = :license) FOR UPDATE;
            UPDATE bench.licenses SET used_slots = used_slots + 1, usage_version = usage_version + 1 WHERE id = (SELECT id FROM bench.numbered WHERE number = :license);
            INSERT INTO bench.activations (id, license_id, kind, identifier, uncounted, first_seen_at) SELECT gen_random_uuid(), id, 'Hardware', gen_random_uuid()::text, false, now() FROM bench.numbered WHERE number = :license;
            INSERT INTO bench.outbox (id, type, subject, occurred_at, payload) VALUES (gen_random_uuid(), 'an event', 'a subject', now(), repeat('x', 400));
            COMMIT;
            """;

    public static async Task Prepare(string connectionString, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(Tables);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Transactions a second.</summary>
    public static async Task<double> Run(
        string connectionString,
        int licenses,
        TimeSpan duration,
        CancellationToken cancellationToken
    )
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, Script(licenses), cancellationToken);
        using var process = Process.Start(
            new ProcessStartInfo(
                "pgbench",
                [
                    "-n",
                    "-M",
                    "prepared",
                    "-c",
                    Clients.ToString(CultureInfo.InvariantCulture),
                    "-j",
                    "2",
                    "-T",
                    string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0}"),
                    "-f",
                    script,
                ]
            )
            {
                Environment =
                {
                    ["PGHOST"] = to.Host,
                    ["PGPORT"] = to.Port.ToString(CultureInfo.InvariantCulture),
                    ["PGUSER"] = to.Username,
                    ["PGPASSWORD"] = to.Password,
                    ["PGDATABASE"] = to.Database,
                },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var (said, problems) = (
            process.StandardOutput.ReadToEndAsync(cancellationToken),
            process.StandardError.ReadToEndAsync(cancellationToken)
        );
        await process.WaitForExitAsync(cancellationToken);
        File.Delete(script);
        return Rate().Match(await said) is { Success: true } rate
            ? double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"pgbench: {await said} {await problems}");
    }

    [GeneratedRegex(@"tps = ([0-9.]+) \(without")]
    private static partial Regex Rate();
}
