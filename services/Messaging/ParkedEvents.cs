using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Portal.Messaging;

/// <summary>Events of the outbox that cannot be published, for operators: what they are, and another try.</summary>
public static class ParkedEvents
{
    private const int Max = 500;

    /// <param name="Items">The oldest first, at most 500.</param>
    public sealed record ParkedList(IReadOnlyList<ParkedEvent> Items);

    /// <param name="Type">The contract that the row names.</param>
    /// <param name="Subject">Id of the thing that the event is about.</param>
    public sealed record ParkedEvent(
        Guid Id,
        string Type,
        string Subject,
        DateTimeOffset OccurredAt,
        DateTimeOffset ParkedAt,
        int Attempts,
        string? Error
    );

    /// <param name="EventIds">Null or empty: all that are parked.</param>
    public sealed record ReplayRequest([property: MaxLength(500)] IReadOnlyList<Guid>? EventIds);

    /// <param name="Replayed">So many are tried again.</param>
    public sealed record ReplayResponse(int Replayed);

    public static void MapParkedEvents(this RouteGroupBuilder management)
    {
        management.MapGet("/events/parked", List);
        management.MapPost("/events/replay", Replay);
    }

    private static async Task<Ok<ParkedList>> List(IOutboxDb db, CancellationToken cancellationToken)
    {
        var parked = await db
            .Outbox.AsNoTracking()
            .Where(message => message.ParkedAt != null)
            .OrderBy(message => message.Id)
            .Take(Max)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new ParkedList([
                .. parked.Select(message => new ParkedEvent(
                    message.Id,
                    message.Type,
                    message.Subject,
                    message.OccurredAt,
                    message.ParkedAt!.Value,
                    message.Attempts,
                    message.Error
                )),
            ])
        );
    }

    private static async Task<Results<Ok<ReplayResponse>, ProblemHttpResult>> Replay(
        ReplayRequest request,
        IOutboxDb db,
        CommitSignal signal,
        CancellationToken cancellationToken
    )
    {
        var ids = request.EventIds ?? [];
        var replayed = await db
            .Outbox.Where(message => message.ParkedAt != null && (ids.Count == 0 || ids.Contains(message.Id)))
            .ExecuteUpdateAsync(
                row =>
                    row.SetProperty(message => message.ParkedAt, (DateTimeOffset?)null)
                        .SetProperty(message => message.RetryAt, (DateTimeOffset?)null)
                        .SetProperty(message => message.Attempts, 0),
                cancellationToken
            );
        signal.Set();
        return TypedResults.Ok(new ReplayResponse(replayed));
    }
}
