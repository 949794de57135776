using System.Collections.Concurrent;
using Npgsql;
using Portal.Testing;

namespace Portal.Activations.Tests.Validation.Cache;

/// <summary>Answers come from the cache, and the cache is never stale.</summary>
public sealed class LicenseCacheTests(PortalApp app)
{
    [Fact]
    public async Task A_change_that_somebody_else_commits_is_seen_at_once()
    {
        using var desk = await Desk.WithLicense(app);
        var activation = await desk.Program.Activated("device-1");
        Assert.True((await desk.Program.Validate("device-1")).Valid);
        await app.Sql(
            $"UPDATE activations SET deactivated_at = now(), deactivated_by = 'Operator' WHERE id = '{activation}'"
        );
        await Eventually.Is(
            async () => (await desk.Program.Validate("device-1")).Code == "NOT_ACTIVATED",
            "refused",
            TimeSpan.FromSeconds(5)
        );
    }

    [Fact]
    public async Task A_device_that_was_asked_about_before_its_activation_is_valid_right_after_it()
    {
        using var desk = await Desk.WithLicense(app);
        Assert.Equal("NOT_ACTIVATED", (await desk.Program.Validate("device-1")).Code);
        await desk.Program.Activated("device-1");
        Assert.True((await desk.Program.Validate("device-1")).Valid);
    }

    [Fact]
    public async Task That_a_device_is_not_active_is_never_cached()
    {
        using var desk = await Desk.WithLicense(app);
        Assert.Equal("NOT_ACTIVATED", (await desk.Program.Validate("device-1")).Code);
        // As another replica does it, before its broadcast.
        await app.Sql(
            $"INSERT INTO activations (id, license_id, kind, identifier, uncounted, counts_for_quota, first_seen_at) VALUES ('{Guid.CreateVersion7()}', '{desk.License.Id}', 'Hardware', 'device-1', false, false, now())"
        );
        Assert.True((await desk.Program.Validate("device-1")).Valid);
    }

    [Fact]
    public async Task A_slot_that_is_taken_is_broadcast_to_the_other_replicas()
    {
        using var desk = await Desk.WithLicense(app);
        await using var replica = new NpgsqlConnection(await app.ConnectionString("activationdb"));
        await replica.OpenAsync(TestContext.Current.CancellationToken);
        var notified = new ConcurrentQueue<string>();
        replica.Notification += (_, notification) => notified.Enqueue(notification.Payload);
        await using (var listen = new NpgsqlCommand("LISTEN license_changes", replica))
            await listen.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await desk.Program.Activated("device-1");
        await Eventually.Is(
            async () => await replica.WaitAsync(100) && notified.Contains(desk.License.Id.ToString()),
            "the license is named",
            TimeSpan.FromSeconds(5)
        );
    }

    [Fact]
    public async Task A_change_while_the_listener_is_disconnected_is_not_answered_from_the_cache()
    {
        using var desk = await Desk.WithLicense(app);
        var activation = await desk.Program.Activated("device-1");
        Assert.True((await desk.Program.Validate("device-1")).Valid);
        // Without its triggers, and with every listener's connection cut: no process is notified of the change.
        await app.Sql(
            $"""
            BEGIN; SET LOCAL session_replication_role = replica;
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query IN ('LISTEN license_changes', 'SELECT 1') AND pid <> pg_backend_pid();
            UPDATE activations SET deactivated_at = now(), deactivated_by = 'Operator' WHERE id = '{activation}'; COMMIT;
            """
        );
        await Eventually.Is(
            async () => (await desk.Program.Validate("device-1")).Code == "NOT_ACTIVATED",
            "refused",
            TimeSpan.FromSeconds(10)
        );
    }
}
