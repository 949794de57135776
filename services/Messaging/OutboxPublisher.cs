using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using MassTransit;
using Npgsql;
using Portal.ServiceDefaults;

namespace Portal.Messaging;

/// <summary>
/// Takes a batch out of the outbox and publishes it, in one transaction: a row is gone only when the broker has confirmed its
/// message. Row locks keep several publishers out of each other's way. A crash between publish and commit repeats messages,
/// under the same ids.
/// </summary>
internal sealed class OutboxPublisher(NpgsqlDataSource database, IBus bus, EventNames names, IMeterFactory meters)
{
    public const int BatchSize = 200;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15),
        LastTimeout = TimeSpan.FromSeconds(2);
    private readonly Counter<long> _published = meters
        .Create(EventNames.Meter)
        .CreateCounter<long>("portal.outbox.published", "{message}", "Events confirmed by the broker");

    private const string TakeBatch =
        "SELECT id, type, subject, occurred_at, payload, trace_parent FROM outbox WHERE id > @after ORDER BY id LIMIT @size FOR UPDATE SKIP LOCKED";

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
        await transaction.CommitAsync(CancellationToken.None);
        _published.Add(confirmed.Length);
        if (attempts.Find(attempt => !attempt.Done.IsCompletedSuccessfully) is { Done: { } failed } first)
            throw new InvalidOperationException(
                $"{batch.Count - confirmed.Length} of {batch.Count} events were not published, the first of them {first.Id}.",
                failed.Exception?.InnerException
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

    private async Task Publish(OutboxMessage message, CancellationToken cancellationToken)
    {
        var type = Type.GetType(message.Type, throwOnError: true)!;
        var fact = JsonSerializer.Deserialize(message.Payload, type, Wire.Options)!;
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
