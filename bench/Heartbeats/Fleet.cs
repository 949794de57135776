using Npgsql;

namespace Portal.Bench.Heartbeats;

/// <summary>Devices of a vendor who asks them to be seen every hour, put straight into Activation's database: five to a license.</summary>
internal sealed class Fleet(NpgsqlDataSource database, int devices) : IAsyncDisposable
{
    private const int DevicesOfALicense = 5;

    private const string Load = """
        INSERT INTO licenses (id, version, key_hash, key_hint, product_id, account_id, assignee_ids, snapshot, used_slots, usage_version)
        SELECT id, 1, hash, '0000', @product, @product, '{}', jsonb_build_object('licenseId', id, 'version', 1, 'changedAt', now(), 'keyHash', hash, 'keyHint', '0000',
            'productId', @product, 'accountId', @product, 'issuedAt', now(), 'assigneeIds', '[]'::jsonb, 'graceDays', 0, 'entitlements', '[]'::jsonb, 'downloadBeforeActivation', true,
            'downloadAfterExpiry', false, 'terms', jsonb_build_object('heartbeatMinutes', 60)), @each, @each
        FROM (SELECT md5('license ' || number)::uuid AS id, encode(sha256(convert_to('BEAT-' || number, 'UTF8')), 'hex') AS hash FROM generate_series(0, (@devices - 1) / @each) AS number) AS license;
        INSERT INTO activations (id, license_id, kind, identifier, name, platform, app_version, ip, uncounted, counts_for_quota, first_seen_at)
        SELECT ('01920000-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid, md5('license ' || number / @each)::uuid, 'Hardware', encode(sha256(convert_to(number::text, 'UTF8')), 'hex'),
            'Workstation ' || number, 'windows', '1.0.0', '192.0.2.1', false, false, now()
        FROM generate_series(0, @devices - 1) AS number;
        """;

    private const string Facts = """
        SELECT pg_total_relation_size('activations'), pg_indexes_size('activations'), pg_database_size(current_database()), n_tup_upd, n_tup_hot_upd, n_dead_tup, autovacuum_count,
            (pg_current_wal_lsn() - '0/0')::bigint
        FROM pg_stat_user_tables WHERE relname = 'activations'
        """;

    public int Devices => devices;

    /// <param name="Table">With its indexes, in bytes.</param>
    /// <param name="InPlace">Of the rows written, those that touched no index.</param>
    /// <param name="Log">Position in the write-ahead log, in bytes.</param>
    public sealed record Stored(
        long Table,
        long Indexes,
        long Database,
        long Written,
        long InPlace,
        long Dead,
        long Vacuums,
        long Log
    );

    public static string KeyOf(int device) => $"BEAT-{device / DevicesOfALicense}";

    public static string IdOf(int device) => $"01920000-0000-7000-8000-{device:x12}";

    public static async Task<Fleet> Of(PortalApp app, int devices, CancellationToken cancellationToken)
    {
        var fleet = new Fleet(NpgsqlDataSource.Create(await app.Superuser("activationdb")), devices);
        await using var load = fleet.Command(
            Load,
            ("product", Guid.CreateVersion7()),
            ("each", DevicesOfALicense),
            ("devices", devices)
        );
        await load.ExecuteNonQueryAsync(cancellationToken);
        foreach (
            var statement in (string[])
                ["VACUUM ANALYZE", "ALTER SYSTEM SET autovacuum_naptime = '1s'", "SELECT pg_reload_conf()"]
        )
        {
            await using var command = fleet.Command(statement);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        return fleet;
    }

    /// <summary>When every device has been seen since, and PostgreSQL has counted what that took: it does so ten seconds later.</summary>
    public async Task<Stored> Settled(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var seen = Command(
            "SELECT count(*) FROM activations WHERE last_seen_at >= @since",
            ("since", since)
        );
        await Eventually.Is(
            async () => (long)(await seen.ExecuteScalarAsync(cancellationToken))! == devices,
            "every heartbeat is stored"
        );
        var (stored, changed) = (await Now(cancellationToken), TimeProvider.System.GetTimestamp());
        await Eventually.Is(
            async () =>
            {
                var now = await Now(cancellationToken);
                if (now.Written != stored.Written)
                    changed = TimeProvider.System.GetTimestamp();
                stored = now;
                return TimeProvider.System.GetElapsedTime(changed) > TimeSpan.FromSeconds(12);
            },
            "the statistics stand still",
            TimeSpan.FromMinutes(2)
        );
        return stored;
    }

    public async Task<Stored> Now(CancellationToken cancellationToken)
    {
        await using var command = Command(Facts);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new(
            row.GetInt64(0),
            row.GetInt64(1),
            row.GetInt64(2),
            row.GetInt64(3),
            row.GetInt64(4),
            row.GetInt64(5),
            row.GetInt64(6),
            row.GetInt64(7)
        );
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private NpgsqlCommand Command(string sql, params (string Name, object Value)[] parameters)
    {
        var command = database.CreateCommand(sql);
        command.CommandTimeout = 300;
        foreach (var (name, value) in parameters)
            command.Parameters.Add(new(name, value));
        return command;
    }
}
