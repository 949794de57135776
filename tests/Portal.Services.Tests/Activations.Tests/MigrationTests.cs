using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Portal.Activations.Data;
using Portal.Testing;

namespace Portal.Activations.Tests;

/// <summary>An installation that has run for a while gets the next version.</summary>
public sealed class MigrationTests(PortalApp app)
{
    private const string Triggers =
        "SELECT string_agg(tgname || ' ' || pg_get_triggerdef(oid), '; ' ORDER BY tgname) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text IN ('licenses', 'activations', 'outbox')";

    [Fact]
    public async Task A_database_whose_every_event_and_activation_notified_becomes_like_a_new_one()
    {
        await using var old = await New("20261124163140_KeyManager");
        await Execute(
            old,
            """
            CREATE FUNCTION notify_outbox() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NOTIFY outbox; RETURN NULL; END $$;
            CREATE TRIGGER outbox_notification AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION notify_outbox();
            CREATE OR REPLACE TRIGGER license_change AFTER UPDATE ON licenses FOR EACH ROW EXECUTE FUNCTION notify_license();
            CREATE OR REPLACE TRIGGER activation_change AFTER INSERT OR DELETE OR UPDATE OF deactivated_at, fingerprint ON activations FOR EACH ROW EXECUTE FUNCTION notify_license_of_row();
            """
        );
        await Migrate(old, null);
        await using var fresh = await New(null);

        var triggers = (string)(await Execute(old, Triggers))!;
        Assert.Equal(await Execute(fresh, Triggers), triggers);
        Assert.DoesNotContain("outbox", triggers, StringComparison.Ordinal);
        Assert.DoesNotContain("INSERT", triggers, StringComparison.Ordinal);
    }

    private async Task<NpgsqlDataSource> New(string? migration)
    {
        var name = $"upgrade_{Guid.NewGuid():N}";
        await app.Sql($"CREATE DATABASE {name}");
        var database = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(await app.ConnectionString("activationdb"))
            {
                Database = name,
            }.ConnectionString
        );
        await Migrate(database, migration);
        return database;
    }

    private static async Task Migrate(NpgsqlDataSource database, string? migration)
    {
        await using var db = new ActivationDb(
            new DbContextOptionsBuilder<ActivationDb>().UseNpgsql(database).UseSnakeCaseNamingConvention().Options
        );
        await db.GetService<IMigrator>().MigrateAsync(migration, TestContext.Current.CancellationToken);
    }

    private static async Task<object?> Execute(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
