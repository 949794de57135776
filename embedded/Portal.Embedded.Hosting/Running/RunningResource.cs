using Portal.Embedded.Hosting.ApplicationModel;
using Portal.Embedded.Hosting.Processes;

namespace Portal.Embedded.Hosting.Running;

/// <summary>The supervised processes of one resource: a server's, or one for each replica.</summary>
internal sealed class RunningResource(IResource resource, IReadOnlyList<ProcessSpec> specs, ProcessHost host, Action<RunningResource> changed)
{
    private readonly List<ProcessSupervisor> _processes = [];

    public string Name => resource.Name;
    public IResource Resource => resource;
    public bool IsHealthy => _processes.Count == specs.Count && _processes.TrueForAll(process => process.IsHealthy);
    public IReadOnlyList<ProcessSupervisor> Processes => _processes;

    /// <summary>A server's processes one after the other, replicas side by side.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (resource is ProjectResource)
        {
            await Task.WhenAll(specs.Select(Add).ToList().Select(process => process.StartAsync(cancellationToken)));
            return;
        }

        foreach (var spec in specs)
            await Add(spec).StartAsync(cancellationToken);
    }

    /// <summary>In reverse; whoever is not gone by the deadline is killed.</summary>
    public async Task StopAsync(TimeSpan longest)
    {
        if (resource is ProjectResource)
        {
            await Task.WhenAll(_processes.Select(process => process.StopAsync(longest)));
        }
        else
        {
            foreach (var process in Enumerable.Reverse(_processes))
                await process.StopAsync(longest);
        }

        _processes.ForEach(process => process.Dispose());
    }

    private ProcessSupervisor Add(ProcessSpec spec)
    {
        var process = new ProcessSupervisor(spec, host, () => changed(this));
        _processes.Add(process);
        return process;
    }
}
