using System.Diagnostics.Metrics;
using Npgsql;
using Portal.ServiceDefaults;

namespace Portal.Messaging;

/// <summary>How many events wait in the outbox, and for how long the oldest has.</summary>
internal sealed class OutboxGauges : PolledGauges<OutboxGauges.Reading>
{
    // A count stops where more makes no difference to an operator.
    private const string Look = """
        SELECT (SELECT count(*) FROM (SELECT FROM outbox WHERE parked_at IS NULL LIMIT 100000) AS waiting),
            coalesce((SELECT extract(epoch FROM now() - occurred_at)::float8 FROM outbox WHERE parked_at IS NULL ORDER BY id LIMIT 1), 0),
            (SELECT count(*) FROM (SELECT FROM outbox WHERE parked_at IS NOT NULL LIMIT 100000) AS parked)
        """;

    private readonly NpgsqlDataSource _database;
    private readonly ObservableGauge<long> _messages;

    /// <param name="Age">Seconds.</param>
    internal sealed record Reading(long Messages, double Age, long Parked);

    public OutboxGauges(NpgsqlDataSource database, IMeterFactory meters, TimeProvider clock)
        : base(clock)
    {
        _database = database;
        var meter = meters.Create(EventNames.Meter);
        _messages = meter.CreateObservableGauge(
            "portal.outbox.messages",
            () => Last(reading => reading.Messages),
            "{message}",
            "Committed events that wait to be published"
        );
        meter.CreateObservableGauge(
            "portal.outbox.age",
            () => Last(reading => reading.Age),
            "s",
            "Age of the oldest event that waits to be published"
        );
        meter.CreateObservableGauge(
            "portal.outbox.parked",
            () => Last(reading => reading.Parked),
            "{message}",
            "Events that can never be published and wait for an operator"
        );
    }

    protected override bool IsCollected => _messages.Enabled;

    protected override async Task<Reading> Read(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(Look);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        // Another machine's clock may be ahead.
        return new Reading(rows.GetInt64(0), Math.Max(0, rows.GetDouble(1)), rows.GetInt64(2));
    }
}
