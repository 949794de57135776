using Microsoft.EntityFrameworkCore;

namespace Portal.Messaging;

/// <summary>The table <c>outbox</c>.</summary>
public static class OutboxTable
{
    public static void AddOutbox(this ModelBuilder model) =>
        model.Entity<OutboxMessage>(row =>
        {
            row.ToTable("outbox");
            row.HasKey(message => message.Id);
            row.Property(message => message.Payload).HasColumnType("text");
            row.Property(message => message.Attempts).HasDefaultValue(0);
        });
}
