using Portal.Testing;

namespace Portal.Activations.Tests;

/// <summary>Answers come from memory, and memory is never older than the last change.</summary>
public sealed class LicenseCacheTests(PortalApp app)
{
    [Fact]
    public async Task A_change_that_somebody_else_commits_is_seen_at_once()
    {
        using var desk = await Desk.WithLicense(app);
        var activation = await desk.Program.Activated("device-1");
        Assert.True((await desk.Program.Validate("device-1")).Valid);
        await app.Sql($"UPDATE activations SET deactivated_at = now(), deactivated_by = 'Operator' WHERE id = '{activation}'");
        await Eventually.Is(async () => (await desk.Program.Validate("device-1")).Code == "NOT_ACTIVATED", "refused", TimeSpan.FromSeconds(5));
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
    public async Task What_is_changed_while_nobody_can_hear_it_is_not_answered_from_memory()
    {
        using var desk = await Desk.WithLicense(app);
        var activation = await desk.Program.Activated("device-1");
        Assert.True((await desk.Program.Validate("device-1")).Valid);
        // Without its triggers, and with every listener's connection cut: the change is told to nobody.
        await app.Sql(
            $"""
            BEGIN; SET LOCAL session_replication_role = replica;
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query IN ('LISTEN license_changes', 'SELECT 1') AND pid <> pg_backend_pid();
            UPDATE activations SET deactivated_at = now(), deactivated_by = 'Operator' WHERE id = '{activation}'; COMMIT;
            """);
        await Eventually.Is(async () => (await desk.Program.Validate("device-1")).Code == "NOT_ACTIVATED", "refused", TimeSpan.FromSeconds(10));
    }
}
