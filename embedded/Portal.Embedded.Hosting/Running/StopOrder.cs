using System.Diagnostics;
using Portal.Embedded.Hosting.ApplicationModel;

namespace Portal.Embedded.Hosting.Running;

/// <summary>The reverse of the start, within fifteen seconds: services have seven of them together, servers the rest.</summary>
internal static class StopOrder
{
    private static readonly TimeSpan ServicesLongest = TimeSpan.FromSeconds(7), ServersLongest = TimeSpan.FromSeconds(6), Shortest = TimeSpan.FromSeconds(0.5);

    /// <summary>A resource stops when nobody who uses it is left.</summary>
    public static async Task StopAsync(IReadOnlyList<IResource> resources, IReadOnlyDictionary<string, RunningResource> running)
    {
        var watch = Stopwatch.StartNew();
        var stops = new Dictionary<IResource, Task>();
        foreach (var resource in resources.Reverse().Where(resource => running.ContainsKey(resource.Name)))
        {
            var users = stops.Where(stop => stop.Key is ProjectResource user && Uses(user, resource)).Select(stop => stop.Value).ToList();
            stops[resource] = StopAfterAsync(users, running[resource.Name], watch);
        }

        await Task.WhenAll(stops.Values);
    }

    private static async Task StopAfterAsync(IReadOnlyList<Task> users, RunningResource running, Stopwatch watch)
    {
        await Task.WhenAll(users);
        var left = running.Resource is ProjectResource ? ServicesLongest - watch.Elapsed : ServersLongest;
        await running.StopAsync(left > Shortest ? left : Shortest);
    }

    private static bool Uses(ProjectResource user, IResource resource) =>
        user.Waits.Contains(resource) || user.References.Exists(source => source == resource || (source is PostgresDatabaseResource database && database.Parent == resource));
}
