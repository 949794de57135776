using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.ServiceDefaults;

namespace Portal.Messaging;

/// <summary>
/// Takes a batch out of the outbox and publishes it, in one transaction: a row is gone only when the broker has confirmed its
/// message. Row locks keep several publishers out of each other's way. A crash between publish and commit repeats messages,
/// under the same ids. A row that can never be published is parked after some attempts; an outage of the broker counts as none.
/// </summary>
internal sealed partial class OutboxPublisher(
    NpgsqlDataSource database,
    IBus bus,
    EventNames names,
    EventTopology topology,
    IMeterFactory meters,
    ILogger<OutboxPublisher> logger
)
{
    public const int BatchSize = 200;
    private const int MaxAttempts = 5;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15),
        LastTimeout = TimeSpan.FromSeconds(2);
    private readonly Counter<long> _published = meters
        .Create(EventNames.Meter)
        .CreateCounter<long>("portal.outbox.published", "{message}", "Events confirmed by the broker");

    private const string TakeBatch =
        "SELECT id, type, subject, occurred_at, payload, trace_parent FROM outbox WHERE id > @after AND parked_at IS NULL AND (retry_at IS NULL OR retry_at <= now()) ORDER BY id LIMIT @size FOR UPDATE SKIP LOCKED";

    // The next batch is looked for behind the last one: what was deleted costs a look each until nobody can see it any more, and a
    // large import keeps a transaction open. Now and then from the start, for an event that was stored late under an early id.
    private const int BatchesOfASweep = 10;
    private Guid _after;
    private int _batches;

    /// <summary>
    /// Publishes up to <see cref="BatchSize"/> events and says how many there were; fewer only when no more are waiting. What fails
    /// stays, and is thrown when the rest is done. One call at a time.
    /// </summary>
    public async Task<int> PublishBatch(CancellationToken cancellationToken)
    {
        var start = _batches++ % BatchesOfASweep == 0 ? Guid.Empty : _after;
        _after = Guid.Empty;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var batch = await Take(connection, start, cancellationToken);
        if (batch.Count < BatchSize && start != Guid.Empty)
            batch = await Take(connection, Guid.Empty, cancellationToken);
        if (batch.Count == 0)
            return 0;

        using var timeout = new CancellationTokenSource(Timeout);
        await using var stopping = cancellationToken.Register(() => timeout.CancelAfter(LastTimeout));
        var attempts = batch.ConvertAll(message => (message.Id, Done: Publish(message, timeout.Token)));
        await Task.WhenAll(attempts.Select(attempt => attempt.Done))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var confirmed = attempts
            .Where(attempt => attempt.Done.IsCompletedSuccessfully)
            .Select(attempt => attempt.Id)
            .ToArray();
        await Remove(connection, confirmed);
        var unpublishable = attempts.FindAll(attempt => IsItsOwnFault(attempt.Done.Exception?.InnerException));
        foreach (var (id, done) in unpublishable)
            await CountAttempt(connection, id, done.Exception!.InnerException!);
        await transaction.CommitAsync(CancellationToken.None);
        _published.Add(confirmed.Length);
        var failed = attempts.Except(unpublishable).FirstOrDefault(attempt => !attempt.Done.IsCompletedSuccessfully);
        if (failed.Done is not null)
            throw new InvalidOperationException(
                $"{batch.Count - confirmed.Length} of {batch.Count} events were not published, the first of them {failed.Id}.",
                failed.Done.Exception?.InnerException
            );
        if (batch.Count == BatchSize)
            _after = batch[^1].Id;
        return batch.Count;
    }

    private static async Task<List<OutboxMessage>> Take(
        NpgsqlConnection connection,
        Guid after,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(TakeBatch, connection)
        {
            Parameters = { new("after", after), new("size", BatchSize) },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var batch = new List<OutboxMessage>();
        while (await rows.ReadAsync(cancellationToken))
        {
            batch.Add(
                new OutboxMessage
                {
                    Id = rows.GetGuid(0),
                    Type = rows.GetString(1),
                    Subject = rows.GetString(2),
                    OccurredAt = rows.GetFieldValue<DateTimeOffset>(3),
                    Payload = rows.GetString(4),
                    TraceParent = rows.IsDBNull(5) ? null : rows.GetString(5),
                }
            );
        }
        return batch;
    }

    private static async Task Remove(NpgsqlConnection connection, Guid[] ids)
    {
        await using var command = new NpgsqlCommand("DELETE FROM outbox WHERE id = ANY(@ids)", connection)
        {
            Parameters = { new("ids", ids) },
        };
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>No contract, or no such content: the same attempt fails again, whatever the broker does.</summary>
    private static bool IsItsOwnFault(Exception? failure) =>
        failure is InvalidDataException or JsonException or NotSupportedException;

    private async Task CountAttempt(NpgsqlConnection connection, Guid id, Exception failure)
    {
        await using var command = new NpgsqlCommand(
            """
            UPDATE outbox SET attempts = attempts + 1, error = @error, retry_at = now() + make_interval(secs => power(2, attempts)),
                parked_at = CASE WHEN attempts + 1 >= @max THEN now() END
            WHERE id = @id RETURNING parked_at IS NOT NULL
            """,
            connection
        )
        {
            Parameters = { new("id", id), new("max", MaxAttempts), new("error", failure.Message) },
        };
        if (await command.ExecuteScalarAsync(CancellationToken.None) is true)
            Parked(id, failure);
        else
            NotPublishable(id, failure.Message);
    }

    [LoggerMessage(LogLevel.Warning, "Event {Id} cannot be published and is tried again: {Reason}")]
    private partial void NotPublishable(Guid id, string reason);

    [LoggerMessage(LogLevel.Error, "Event {Id} cannot be published and is parked: portalctl events parked")]
    private partial void Parked(Guid id, Exception exception);

    private async Task Publish(OutboxMessage message, CancellationToken cancellationToken)
    {
        var type = topology.Contract(message.Type);
        var fact = JsonSerializer.Deserialize(message.Payload, type, Wire.Options)
            ?? throw new InvalidDataException("The event has no content.");
        using var activity = EventNames.Source.StartActivity(
            "publish " + type.Name,
            ActivityKind.Producer,
            message.TraceParent
        );
        await bus.Publish(
            fact,
            type,
            context =>
            {
                context.MessageId = message.Id;
                names.Describe(context.Headers, message, type, activity?.Id ?? message.TraceParent);
            },
            cancellationToken
        );
    }
}
