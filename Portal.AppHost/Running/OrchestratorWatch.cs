using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.AppHost.Running;

/// <summary>
/// Ends the AppHost when the orchestrator (DCP) is gone: it takes all processes with it, and nobody would restart any.
/// </summary>
internal sealed partial class OrchestratorWatch(
    ResourceNotificationService notifications,
    IHostApplicationLifetime lifetime,
    Outcome outcome,
    ILogger<OrchestratorWatch> log
) : BackgroundService
{
    private const string Orchestrator = "dcp";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (await FindAsync(stoppingToken) is not { } orchestrator)
            return;
        await Task.WhenAny(orchestrator.Select(process => process.WaitForExitAsync(stoppingToken)));
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return;
        Gone(log, orchestrator[0].Id);
        outcome.ExitCode = 1;
        lifetime.StopApplication();
    }

    /// <summary>Every executable is a child of the orchestrator's controllers, and these of its API server.</summary>
    private async Task<IReadOnlyList<Process>?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(cancellationToken))
            {
                if (change.Snapshot.Pid() is { } pid && AncestorsOf(pid) is { Count: > 0 } orchestrator)
                    return orchestrator;
            }
        }
        catch (OperationCanceledException) { }
        return null;
    }

    private static List<Process> AncestorsOf(int pid)
    {
        var ancestors = new List<Process>();
        while (ParentOf(pid) is { ProcessName: Orchestrator } parent)
        {
            ancestors.Add(parent);
            pid = parent.Id;
        }
        return ancestors;
    }

    private static Process? ParentOf(int pid)
    {
        const string Field = "PPid:";
        try
        {
            var line = File.ReadLines($"/proc/{pid}/status")
                .First(line => line.StartsWith(Field, StringComparison.Ordinal));
            var parent = int.Parse(line[Field.Length..], CultureInfo.InvariantCulture);
            return parent > 1 ? Process.GetProcessById(parent) : null;
        }
        catch (Exception ended) when (ended is IOException or ArgumentException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The orchestrator (process {Pid}) has ended; stopping")]
    private static partial void Gone(ILogger log, int pid);
}
