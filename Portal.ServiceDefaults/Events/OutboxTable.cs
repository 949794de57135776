using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.ServiceDefaults;

/// <summary>The table <c>outbox</c>.</summary>
public static class OutboxTable
{
    public static void AddOutbox(this ModelBuilder model) =>
        model.Entity<OutboxMessage>(row =>
        {
            row.ToTable("outbox");
            row.HasKey(message => message.Id);
            row.Property(message => message.Payload).HasColumnType("text");
        });

    /// <summary>For databases that were made when each event still notified (decision 16).</summary>
    public static void DropOutboxNotification(this MigrationBuilder migration) =>
        migration.Sql("DROP FUNCTION IF EXISTS notify_outbox() CASCADE");
}
