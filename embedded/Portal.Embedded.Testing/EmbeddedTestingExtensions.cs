using System.Diagnostics;
using Portal.Embedded.Hosting;

namespace Portal.Embedded.Testing;

/// <summary>What only the embedded engine offers to tests: its processes, and the values of its parameters.</summary>
public static class EmbeddedTestingExtensions
{
    public static string GetParameter(this DistributedApplication app, string name) => app.Engine.Allocation!.Parameters[name];

    public static IReadOnlyList<int> GetProcessIds(this DistributedApplication app, string resourceName) => app.Engine.ProcessIds(resourceName);

    /// <summary>Kills a process of a resource with -9 and ends when the engine has noticed; wait for health to see it back.</summary>
    public static async Task KillAsync(this DistributedApplication app, string resourceName, int replica = 0, CancellationToken cancellationToken = default)
    {
        var pid = app.GetProcessIds(resourceName)[replica];
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It ended by itself; the engine is about to notice.
        }
        await app.ResourceNotifications.WaitAsync(() => !app.GetProcessIds(resourceName).Contains(pid), cancellationToken);
    }
}
