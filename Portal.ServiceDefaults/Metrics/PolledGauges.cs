using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace Portal.ServiceDefaults;

/// <summary>
/// Gauges whose value is a question to a server. Asked every few seconds while somebody collects metrics; no value
/// while the server is away, which others report. Every replica of a service reports the same value.
/// </summary>
public abstract class PolledGauges<TReading>(TimeProvider clock) : BackgroundService
    where TReading : class
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private volatile TReading? _last;

    protected abstract bool IsCollected { get; }

    protected abstract Task<TReading> Read(CancellationToken cancellationToken);

    /// <summary>What an observable gauge reports.</summary>
    protected IEnumerable<Measurement<T>> Last<T>(Func<TReading, T> value)
        where T : struct => _last is { } reading ? [new(value(reading))] : [];

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                if (IsCollected)
                    _last = await TryRead(stoppingToken);
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
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
