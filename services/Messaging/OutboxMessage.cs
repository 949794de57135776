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

    /// <summary>How often it could not be published for a reason of its own. An outage of the broker does not count.</summary>
    public int Attempts { get; init; }

    /// <summary>Not tried again before. Null: at once.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>Not tried again until an operator says so. Null: it is still tried.</summary>
    public DateTimeOffset? ParkedAt { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public string? Error { get; init; }

    /// <param name="subject">Id of the thing that the event is about.</param>
    public static OutboxMessage From<T>(T fact, Guid subject, DateTimeOffset now)
        where T : class =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            Type = EventTopology.NameInOutbox(typeof(T)),
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
