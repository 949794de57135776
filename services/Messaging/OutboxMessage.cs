using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults;

namespace Portal.Messaging;

/// <summary>An event that waits to be published. Stored in the transaction that makes it true.</summary>
public sealed class OutboxMessage
{
    /// <summary>Also the message id on the wire.</summary>
    public required Guid Id { get; init; }

    /// <summary>Name of the contract type and of its assembly.</summary>
    public required string Type { get; init; }

    public required string Subject { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required string Payload { get; init; }

    /// <summary>W3C Trace Context of the request that caused the event.</summary>
    public string? TraceParent { get; init; }

    /// <param name="subject">Id of the thing that the event is about.</param>
    public static OutboxMessage From<T>(T fact, Guid subject, DateTimeOffset now)
        where T : class =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            Type = $"{typeof(T).FullName}, {typeof(T).Assembly.GetName().Name}",
            Subject = subject.ToString(),
            OccurredAt = now,
            Payload = JsonSerializer.Serialize(fact, Wire.Options),
            TraceParent = Activity.Current?.Id,
        };
}

/// <summary>A DbContext with an outbox.</summary>
public interface IOutboxDb
{
    DbSet<OutboxMessage> Outbox { get; }
}
