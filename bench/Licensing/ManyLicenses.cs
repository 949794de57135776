using System.Globalization;
using Npgsql;

namespace Portal.Bench.Licensing;

/// <summary>So many licenses that hardly one is asked about twice: what a validation costs when nothing is cached.</summary>
internal static class ManyLicenses
{
    // Copies of a license that is measured already, each with its own key and the same device. No slots: the sums of slots in
    // use are compared with License, which has no such licenses.
    private const string Copies = """
        WITH copies AS (
            INSERT INTO licenses (id, version, key_hash, key_hint, product_id, account_id, assignee_ids, snapshot, used_slots, usage_version)
            SELECT gen_random_uuid(), version, encode(sha256(convert_to('COPY-' || number, 'UTF8')), 'hex'), key_hint, product_id, account_id, assignee_ids, snapshot, 0, 0
            FROM licenses, generate_series(0, @count - 1) AS number
            WHERE id = (SELECT license_id FROM activations WHERE identifier = @device LIMIT 1)
            RETURNING id
        )
        INSERT INTO activations (id, license_id, kind, identifier, uncounted, counts_for_quota, first_seen_at)
        SELECT gen_random_uuid(), id, 'Hardware', @device, false, false, now() FROM copies
        """;

    /// <summary>Writes the licenses into Activation's database.</summary>
    /// <returns>A wrk script that validates one after the other, from a place of its own in every run.</returns>
    public static async Task<string> Load(PortalApp app, int count, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(await app.Superuser("activationdb"));
        await using var copies = database.CreateCommand(Copies);
        copies.Parameters.AddWithValue("count", count);
        copies.Parameters.AddWithValue("device", Requests.Device);
        copies.CommandTimeout = 600;
        await copies.ExecuteNonQueryAsync(cancellationToken);
        await using var analyze = database.CreateCommand("VACUUM ANALYZE licenses, activations");
        analyze.CommandTimeout = 600;
        await analyze.ExecuteNonQueryAsync(cancellationToken);
        var script = Path.Combine(app.DataFolder, "validate-many.lua");
        await File.WriteAllTextAsync(script, Script(count), cancellationToken);
        return script;
    }

    /// <summary>As after a change that concerns every license.</summary>
    public static async Task ClearCache(PortalApp app, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(await app.Superuser("activationdb"));
        await using var notify = database.CreateCommand("SELECT pg_notify('license_changes', '*')");
        await notify.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Script(int count) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            local share = {{count / 2}}
            local threads = 0
            function setup(thread) thread:set('thread_number', threads); threads = threads + 1 end
            function init() math.randomseed(os.time() * 10 + thread_number); number = math.random(share) end
            function request()
              number = (number + 1) % share
              local headers = { ['Authorization'] = 'License COPY-' .. (thread_number * share + number), ['Content-Type'] = 'application/json' }
              return wrk.format('POST', '/licensing/v1/validations', headers, '{"version":"1.2.3","identifier":"{{Requests.Device}}","nonce":"0123456789abcdef"}')
            end
            """
        );
}
