using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.ServiceDefaults;

/// <summary>The table <c>outbox</c> and the notification that wakes the dispatcher.</summary>
public static class OutboxTable
{
    /// <summary>Channel of LISTEN and NOTIFY.</summary>
    internal const string Channel = "outbox";

    public static void AddOutbox(this ModelBuilder model) =>
        model.Entity<OutboxMessage>(row =>
        {
            row.ToTable("outbox");
            row.HasKey(message => message.Id);
            row.Property(message => message.Payload).HasColumnType("text");
        });

    /// <summary>Belongs into the migration that creates the table.</summary>
    public static void CreateOutboxNotification(this MigrationBuilder migration) => migration.Sql(
        $"""
        CREATE FUNCTION notify_outbox() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NOTIFY {Channel}; RETURN NULL; END $$;
        CREATE TRIGGER outbox_notification AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION notify_outbox();
        """);
}
