using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;

namespace Portal.ServiceDefaults;

/// <summary>
/// Gauges whose value is a question to a server. Asked every few seconds while somebody collects metrics; no value
/// while the server is away, which others report. Every replica of a service reports the same value.
/// </summary>
public abstract class PolledGauges<TReading>(TimeProvider clock) : PeriodicJob(clock, NullLogger.Instance)
    where TReading : class
{
    private volatile TReading? _last;

    protected abstract bool IsCollected { get; }

    protected abstract Task<TReading> Read(CancellationToken cancellationToken);

    /// <summary>What an observable gauge reports.</summary>
    protected IEnumerable<Measurement<T>> Last<T>(Func<TReading, T> value)
        where T : struct => _last is { } reading ? [new(value(reading))] : [];

    protected sealed override TimeSpan Interval => TimeSpan.FromSeconds(5);

    protected sealed override async Task Run(CancellationToken cancellationToken)
    {
        if (IsCollected)
            _last = await TryRead(cancellationToken);
    }

    private async Task<TReading?> TryRead(CancellationToken cancellationToken)
    {
        try
        {
            return await Read(cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
