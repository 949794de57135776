using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Activations.Data;

/// <summary>What the tables do by themselves.</summary>
internal static class Triggers
{
    /// <summary>Channel of LISTEN and NOTIFY: the id of a license of which something changed, or <see cref="Everything"/>.</summary>
    public const string Channel = "license_changes",
        Everything = "*";

    /// <summary>Belongs into the migration that creates the tables of the protocol.</summary>
    public static void CreateProtocolTriggers(this MigrationBuilder migration)
    {
        migration.Sql(Notifications);
        migration.CreateChangeTriggers();
        migration.Sql(Audit);
        migration.Sql(Watched);
    }

    /// <summary>Also puts them in the place of those that told of new activations.</summary>
    public static void CreateChangeTriggers(this MigrationBuilder migration) => migration.Sql(Changes);

    public static void DropProtocolTriggers(this MigrationBuilder migration) =>
        migration.Sql(
            """
            DROP INDEX ix_licenses_heartbeat; DROP INDEX ix_licenses_stale;
            DROP FUNCTION notify_license() CASCADE; DROP FUNCTION notify_license_of_row() CASCADE; DROP FUNCTION notify_everything() CASCADE; DROP FUNCTION refuse_change();
            """
        );

    // Tells every process at commit what it must forget.
    private const string Notifications = $"""
        CREATE FUNCTION notify_license() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('{Channel}', NEW.id::text); RETURN NULL; END $$;
        CREATE FUNCTION notify_license_of_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('{Channel}', coalesce(NEW.license_id, OLD.license_id)::text); RETURN NULL; END $$;
        CREATE FUNCTION notify_everything() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('{Channel}', '{Everything}'); RETURN NULL; END $$;
        CREATE TRIGGER product_change AFTER INSERT OR UPDATE OR DELETE ON products FOR EACH STATEMENT EXECUTE FUNCTION notify_everything();
        CREATE TRIGGER release_change AFTER INSERT OR UPDATE OR DELETE ON releases FOR EACH STATEMENT EXECUTE FUNCTION notify_everything();
        CREATE TRIGGER blocked_change AFTER INSERT OR UPDATE OR DELETE ON blocked_identifiers FOR EACH STATEMENT EXECUTE FUNCTION notify_everything();
        """;

    // What is frequent is not told here, for the server lets only one transaction that tells something commit at a time: a new
    // license is in nobody's memory, that a device is not active is never remembered, when it was last seen is read where it
    // matters, and how many slots are in use is told afterwards (AnnounceUsage).
    private const string Changes = """
        CREATE OR REPLACE TRIGGER license_change AFTER UPDATE ON licenses FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION notify_license();
        CREATE OR REPLACE TRIGGER activation_change AFTER DELETE OR UPDATE OF deactivated_at, fingerprint ON activations FOR EACH ROW EXECUTE FUNCTION notify_license_of_row();
        """;

    private const string Audit = """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'audit records are never changed'; END $$;
        CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_records FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        """;

    // The few licenses whose devices time does something to.
    private const string Watched = """
        CREATE INDEX ix_licenses_heartbeat ON licenses (id) WHERE snapshot #>> ARRAY['terms', 'heartbeatMinutes'] IS NOT NULL;
        CREATE INDEX ix_licenses_stale ON licenses (id) WHERE snapshot #>> ARRAY['terms', 'staleAfterDays'] IS NOT NULL;
        """;
}
