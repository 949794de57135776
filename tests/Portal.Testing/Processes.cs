using System.Collections.Concurrent;
using System.Diagnostics;
using Portal.AppHost.Running;

namespace Portal.Testing;

/// <summary>The processes behind the resources of an application, from Aspire's snapshots.</summary>
public sealed class Processes
{
    private readonly ConcurrentDictionary<string, CustomResourceSnapshot> _snapshots = [];

    public Processes(DistributedApplication app) => _ = FollowAsync(app);

    /// <summary>One if the resource runs right now, none if it does not.</summary>
    public IReadOnlyList<int> Ids(string resource) =>
        _snapshots.GetValueOrDefault(resource)?.Pid() is { } pid ? [pid] : [];

    /// <summary>Ends when Aspire has noticed.</summary>
    public async Task Kill9(int pid)
    {
        using (var process = Process.GetProcessById(pid))
            process.Kill();
        await Eventually.Is(
            () => Task.FromResult(_snapshots.Values.All(snapshot => snapshot.Pid() != pid)),
            $"Aspire notices the end of process {pid}"
        );
    }

    private async Task FollowAsync(DistributedApplication app)
    {
        await foreach (var change in app.ResourceNotifications.WatchAsync())
            _snapshots[change.Resource.Name] = change.Snapshot;
    }
}
