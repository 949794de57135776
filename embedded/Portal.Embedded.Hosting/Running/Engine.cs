using System.Collections.Concurrent;
using System.Diagnostics;
using Portal.Embedded.Hosting.ApplicationModel;
using Portal.Embedded.Hosting.Data;
using Portal.Embedded.Hosting.Output;
using Portal.Embedded.Hosting.Processes;

namespace Portal.Embedded.Hosting.Running;

/// <summary>Brings the resources up in the order of their dependencies, and down in reverse.</summary>
internal sealed class Engine(IReadOnlyList<IResource> resources, string dataPath, ConsoleLog console, ResourceNotificationService notifications) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, RunningResource> _running = [];
    private readonly Lock _fileGate = new();
    private DataFolder? _data;
    private DataLock? _lock;
    private ProcessHost? _host;
    private bool _ready;

    public Allocation? Allocation { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _data = DataFolder.Open(dataPath);
        _lock = DataLock.Take(_data);
        _host = new ProcessHost(_data, console);
        File.Delete(_data.File(EndpointsFile.Name));
        await _host.Pids.ClearLeftoversAsync(console.Say, cancellationToken);
        Allocation = new Allocation(resources, _data);
        await BringUpAsync(cancellationToken);
        _ready = true;
        WriteEndpoints();
        Announce();
    }

    public async ValueTask DisposeAsync()
    {
        if (_data is null || _host is null)
            return;
        lock (_fileGate)
        {
            _ready = false;
            File.Delete(_data.File(EndpointsFile.Name));
        }

        await StopOrder.StopAsync(resources, _running);
        _running.Clear();
        _host.Dispose();
        _lock?.Dispose();
        (_host, _lock) = (null, null);
    }

    /// <summary>One for each replica that runs right now.</summary>
    public IReadOnlyList<int> ProcessIds(string resource) =>
        _running.TryGetValue(resource, out var running) ? Pids(running).ToDictionary()[resource] : [];

    private async Task BringUpAsync(CancellationToken cancellationToken)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tasks = new Dictionary<IResource, Task>();
        foreach (var resource in resources.Where(resource => resource is not ParameterResource))
        {
            var waits = resource is ProjectResource project ? project.Waits.Select(wait => tasks[wait]).ToList() : [];
            tasks[resource] = BringUpAsync(resource, waits, failed);
        }

        try
        {
            await Task.WhenAll(tasks.Values);
        }
        catch (Exception) when (tasks.Values.Select(task => task.Exception?.InnerException).OfType<StartFailedException>().FirstOrDefault() is { } cause)
        {
            throw new StartFailedException(cause.Message, cause.ExitCode);
        }
    }

    private async Task BringUpAsync(IResource resource, IReadOnlyList<Task> waits, CancellationTokenSource failed)
    {
        try
        {
            await Task.WhenAll(waits);
            failed.Token.ThrowIfCancellationRequested();
            var watch = Stopwatch.StartNew();
            await StartAsync(resource, failed.Token);
            console.Say($"{resource.Name} {(resource is ProjectResource { IsJob: true } ? "completed" : "ready")} after {watch.Elapsed.TotalSeconds:0.0} s");
        }
        catch (Exception failure)
        {
            await failed.CancelAsync();
            if (failure is StartFailedException or OperationCanceledException)
                throw;
            throw new StartFailedException($"{resource.Name} did not start: {failure.Message}");
        }
    }

    private async Task StartAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource is ProjectResource project)
        {
            var specs = Enumerable.Range(0, project.Replicas).Select(replica => ProjectProcess.Spec(project, replica, Allocation!)).ToList();
            if (project.IsJob)
                await _host!.RunToEndAsync(specs[0], cancellationToken);
            else
                await SuperviseAsync(resource, specs, cancellationToken);
        }
        else
        {
            var server = Allocation!.Server(resource.Name);
            await server.PrepareAsync(_host!, cancellationToken);
            await SuperviseAsync(resource, server.Processes, cancellationToken);
            await server.CompleteAsync(cancellationToken);
        }

        notifications.Publish(resource.Name, healthy: true);
    }

    private Task SuperviseAsync(IResource resource, IReadOnlyList<ProcessSpec> specs, CancellationToken cancellationToken)
    {
        var running = _running[resource.Name] = new RunningResource(resource, specs, _host!, Changed);
        return running.StartAsync(cancellationToken);
    }

    private void Changed(RunningResource resource)
    {
        notifications.Publish(resource.Name, resource.IsHealthy);
        WriteEndpoints();
    }

    private void WriteEndpoints()
    {
        lock (_fileGate)
        {
            if (!_ready)
                return;
            var pids = _running.Values.SelectMany(Pids).ToDictionary();
            JsonFile.TryWrite(_data!.File(EndpointsFile.Name),
                new EndpointsFile(Allocation!.PublicUrl, Allocation.AllAddresses, Allocation.ConnectionStrings, Allocation.Parameters, pids));
        }
    }

    /// <summary>A project's replicas under its name, a server's helpers under their own.</summary>
    private static IEnumerable<KeyValuePair<string, IReadOnlyList<int>>> Pids(RunningResource running) => running.Processes
        .GroupBy(process => running.Resource is ProjectResource ? running.Name : process.Name)
        .Select(group => KeyValuePair.Create(group.Key, (IReadOnlyList<int>)[.. group.Select(process => process.Pid).OfType<int>()]));

    private void Announce()
    {
        foreach (var endpoint in resources.OfType<ProjectResource>().SelectMany(project => project.Endpoints.Where(e => e.IsExternal), (project, e) => (project.Name, Endpoint: e.Name)))
            console.Say($"{endpoint.Name} at {Allocation!.Addresses(endpoint.Name, endpoint.Endpoint)[0]}");
        console.Say($"data and logs in {dataPath}");
        console.SayPlainly($"portal: ready {Allocation!.PublicUrl}");
    }
}
