using Microsoft.Extensions.Logging;
using Portal.ServiceDefaults;

namespace Portal.Messaging;

/// <summary>
/// Empties the outbox: at once when this process has committed something, every few seconds in any case (what another process
/// left behind), and again and again while the broker or the database is away.
/// </summary>
internal sealed class OutboxDispatcher(
    OutboxPublisher publisher,
    CommitSignal signal,
    TimeProvider clock,
    ILogger<OutboxDispatcher> logger
) : PeriodicJob(clock, logger)
{
    protected override TimeSpan Interval => TimeSpan.FromSeconds(5);

    protected override TimeSpan RetryAfter => TimeSpan.FromSeconds(1);

    protected override async Task Run(CancellationToken cancellationToken)
    {
        while (await publisher.PublishBatch(cancellationToken) == OutboxPublisher.BatchSize) { }
    }

    protected override Task WaitForNext(CancellationToken cancellationToken) =>
        signal.Wait(Interval, cancellationToken);
}
