using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.AppHost.Running;

/// <summary>
/// Starts again what ended though nobody stopped it; Aspire itself restarts nothing. What an operator stopped stays stopped.
/// </summary>
internal sealed partial class Supervisor(
    ResourceNotificationService notifications,
    ResourceCommandService commands,
    IHostApplicationLifetime lifetime,
    ILogger<Supervisor> log
) : BackgroundService
{
    private readonly ConcurrentDictionary<string, BackOff> _backOffs = [];
    private readonly ConcurrentDictionary<string, bool> _restarting = [];
    private readonly ConcurrentDictionary<string, bool> _stopped = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken))
            {
                if (!change.Resource.HasAnnotationOfType<RestartsAnnotation>() || !HasCrashed(change))
                    continue;
                if (
                    !lifetime.ApplicationStopping.IsCancellationRequested && _restarting.TryAdd(change.ResourceId, true)
                )
                    _ = RestartAsync(change.ResourceId, change.Snapshot.ExitCode);
            }
        }
        catch (OperationCanceledException) { }
    }

    /// <summary>A stop by command passes through Stopping, also when it ends in a kill; a crash does not.</summary>
    private bool HasCrashed(ResourceEvent change)
    {
        if (change.Snapshot.IsIn(KnownResourceStates.Stopping))
            _stopped[change.ResourceId] = true;
        else if (!change.Snapshot.HasEnded())
            _stopped.TryRemove(change.ResourceId, out _);
        return change.Snapshot.HasEnded() && !_stopped.ContainsKey(change.ResourceId);
    }

    private async Task RestartAsync(string id, int? exitCode)
    {
        var stopping = lifetime.ApplicationStopping;
        var backOff = _backOffs.GetOrAdd(id, _ => new BackOff(TimeProvider.System));
        try
        {
            for (var started = false; !started && !_stopped.ContainsKey(id); )
            {
                var delay = backOff.Next();
                Ended(log, id, exitCode, delay.TotalSeconds);
                await Task.Delay(delay, stopping);
                var result = await commands.ExecuteCommandAsync(id, KnownResourceCommands.StartCommand, stopping);
                started = result.Success;
                if (!started)
                    NotStarted(log, id, result.Message);
            }
        }
        catch (OperationCanceledException) { }
        finally
        {
            _restarting.TryRemove(id, out _);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Resource} ended with {ExitCode}; restarting it in {Seconds} s"
    )]
    private static partial void Ended(ILogger log, string resource, int? exitCode, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Resource} could not be started: {Message}")]
    private static partial void NotStarted(ILogger log, string resource, string? message);
}
