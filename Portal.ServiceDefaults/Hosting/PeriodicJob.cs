using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.ServiceDefaults;

/// <summary>
/// Work that repeats while the process runs. Every replica runs every job: whoever needs a row to itself locks it. A job that
/// fails is logged once, tried again after <see cref="RetryAfter"/> until it succeeds, and ends nothing else.
/// </summary>
public abstract partial class PeriodicJob(TimeProvider clock, ILogger logger) : BackgroundService
{
    protected TimeProvider Clock => clock;

    /// <summary>Between the end of one run and the start of the next.</summary>
    protected abstract TimeSpan Interval { get; }

    /// <summary>Default: <see cref="Interval"/>.</summary>
    protected virtual TimeSpan RetryAfter => Interval;

    /// <summary>False: the first run waits for an <see cref="Interval"/>. Default: true.</summary>
    protected virtual bool RunsAtStart => true;

    /// <summary>What logs call it. Default: the name of the class.</summary>
    protected virtual string Name => GetType().Name;

    protected abstract Task Run(CancellationToken cancellationToken);

    /// <summary>Waits for the next run after one that succeeded.</summary>
    protected virtual Task WaitForNext(CancellationToken cancellationToken) =>
        Task.Delay(Interval, clock, cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        try
        {
            if (!RunsAtStart)
                await WaitForNext(stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                failing = await Failed(failing, stoppingToken);
                await (failing ? Task.Delay(RetryAfter, clock, stoppingToken) : WaitForNext(stoppingToken));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    private async Task<bool> Failed(bool before, CancellationToken stoppingToken)
    {
        try
        {
            await Run(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            if (!before)
                LogFailure(Name, exception);
            return true;
        }
        if (before)
            LogRecovery(Name);
        return false;
    }

    [LoggerMessage(LogLevel.Warning, "{Job} failed; it is tried again until it succeeds")]
    private partial void LogFailure(string job, Exception exception);

    [LoggerMessage(LogLevel.Information, "{Job} works again")]
    private partial void LogRecovery(string job);
}
