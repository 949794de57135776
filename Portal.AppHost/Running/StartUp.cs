using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;

namespace Portal.AppHost.Running;

/// <summary>
/// Waits until everything is up, then writes DATA/endpoints.json and says so; or ends the run with the reason why it cannot.
/// </summary>
internal sealed class StartUp(
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    IHostApplicationLifetime lifetime,
    LogFiles logs,
    Settings settings,
    DataFolder data,
    Outcome outcome,
    TimeProvider clock
) : BackgroundService
{
    private const int AttemptsToStart = 4;
    private static readonly TimeSpan NoProgress = TimeSpan.FromSeconds(55);

    private readonly ConcurrentDictionary<string, CustomResourceSnapshot> _snapshots = [];
    private readonly Dictionary<string, int> _ends = [];
    private long _lastChange;
    private bool _ready;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        File.Delete(EndpointsFile.In(data));
        _lastChange = clock.GetTimestamp();
        try
        {
            await await Task.WhenAny(FollowAsync(stoppingToken), ExpectProgressAsync(stoppingToken));
        }
        catch (StartFailedException failure)
        {
            await Console.Error.WriteLineAsync($"portal: {failure.Message}");
            outcome.ExitCode = failure.ExitCode;
            lifetime.StopApplication();
        }
        catch (OperationCanceledException) { }
        finally
        {
            File.Delete(EndpointsFile.In(data));
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            Volatile.Write(ref _lastChange, clock.GetTimestamp());
            var processChanged = Note(change);
            if (_ready && processChanged)
                await RewriteAsync(stoppingToken);
            if (_ready)
                continue;
            ThrowIfFailed(change);
            if (IsEverythingUp())
            {
                (await EndpointsAsync(stoppingToken)).Write(data);
                Announce();
                _ready = true;
            }
        }
    }

    /// <summary>A full disk leaves the file as it was; it never ends a portal that runs.</summary>
    private async Task RewriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            (await EndpointsAsync(cancellationToken)).Write(data);
        }
        catch (IOException) { }
    }

    /// <summary>While the portal starts, something has to happen now and then; a job may take its time.</summary>
    private async Task ExpectProgressAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (_ready || JobRuns() || clock.GetElapsedTime(Volatile.Read(ref _lastChange)) < NoProgress)
                continue;
            var late = Expected().Where(resource => !IsUp(resource)).Select(resource => resource.Name).ToList();
            var slow = late.Find(Runs) ?? late[0];
            throw new StartFailedException(
                $"nothing happened for {NoProgress.TotalSeconds:0} s; not ready: {string.Join(", ", late)}. The end of {slow}'s log:\n{logs.Tail(slow)}"
            );
        }
    }

    /// <returns>True if a process came or went.</returns>
    private bool Note(ResourceEvent change)
    {
        var before = _snapshots.GetValueOrDefault(change.Resource.Name);
        _snapshots[change.Resource.Name] = change.Snapshot;
        if (change.Snapshot.HasEnded() && before?.HasEnded() != true)
            _ends[change.Resource.Name] = _ends.GetValueOrDefault(change.Resource.Name) + 1;
        return before?.Pid() != change.Snapshot.Pid();
    }

    private void ThrowIfFailed(ResourceEvent change)
    {
        var (name, snapshot) = (change.Resource.Name, change.Snapshot);
        if (!snapshot.HasEnded())
            return;
        var failed = change.Resource.HasAnnotationOfType<JobAnnotation>()
            ? snapshot.ExitCode != 0
            : change.Resource.HasAnnotationOfType<RestartsAnnotation>() && _ends[name] >= AttemptsToStart;
        if (failed)
            throw new StartFailedException(
                $"{name} ended with {snapshot.ExitCode}{(_ends[name] > 1 ? $" {_ends[name]} times" : "")}. The end of its log:\n{logs.Tail(name)}"
            );
    }

    private IEnumerable<IResource> Expected() =>
        model.Resources.Where(resource =>
            resource.HasAnnotationOfType<RestartsAnnotation>()
            || (
                resource.HasAnnotationOfType<JobAnnotation>()
                && !resource.HasAnnotationOfType<ExplicitStartupAnnotation>()
            )
        );

    private bool IsEverythingUp() => Expected().All(IsUp);

    private bool IsUp(IResource resource) =>
        _snapshots.TryGetValue(resource.Name, out var snapshot)
        && (
            resource.HasAnnotationOfType<JobAnnotation>()
                ? snapshot.HasEnded() && snapshot.ExitCode == 0
                : snapshot.IsReady()
        );

    private bool Runs(string name) => _snapshots.GetValueOrDefault(name)?.IsIn(KnownResourceStates.Running) == true;

    private bool JobRuns() =>
        model.Resources.Any(resource => resource.HasAnnotationOfType<JobAnnotation>() && Runs(resource.Name));

    private void Announce()
    {
        if (settings.Demo)
            DemoSignIns.Print(data);
        if (settings.Dashboard)
            Console.WriteLine($"portal: dashboard {Dashboard.SignInLink(settings, data)}");
        if (model.Resources.OfType<Smtp4devResource>().SingleOrDefault() is { } mail)
            Console.WriteLine($"portal: mails {mail.GetEndpoint(Smtp4devResource.Page).Url}");
        Console.WriteLine($"portal: data and logs in {data.Root}");
        Console.WriteLine($"portal: ready {settings.PublicUrl}");
    }

    private async Task<EndpointsFile> EndpointsAsync(CancellationToken cancellationToken)
    {
        var connectionStrings = new Dictionary<string, string?>();
        foreach (
            var server in model
                .Resources.OfType<IResourceWithConnectionString>()
                .Where(server => server is not ParameterResource)
        )
            connectionStrings[server.Name] = await server.GetConnectionStringAsync(cancellationToken);
        var parameters = new Dictionary<string, string?>();
        foreach (var parameter in model.Resources.OfType<ParameterResource>())
            parameters[parameter.Name] = await parameter.GetValueAsync(cancellationToken);
        return new(
            settings.PublicUrl,
            settings.Dashboard ? $"http://localhost:{settings.DashboardPort}" : null,
            Addresses(),
            connectionStrings,
            parameters,
            BrokerCommand(),
            Pids()
        );
    }

    private IReadOnlyList<string> BrokerCommand() =>
        model.Resources.OfType<NativeRabbitMQResource>().SingleOrDefault()?.ControlCommand
        ?? ["docker", "exec", "-i", _snapshots[Resources.RabbitMQ].ContainerId() ?? "", "rabbitmqctl"];

    private Dictionary<string, Dictionary<string, List<string>>> Addresses() =>
        model
            .GetProjectResources()
            .Where(project => project.GetEndpoints().Any())
            .GroupBy(project => Resources.ServiceOf(project.Name))
            .ToDictionary(
                service => service.Key,
                service =>
                    service
                        .SelectMany(replica => replica.GetEndpoints())
                        .GroupBy(endpoint => endpoint.EndpointName)
                        .ToDictionary(endpoint => endpoint.Key, endpoint => endpoint.Select(each => each.Url).ToList())
            );

    private Dictionary<string, List<int>> Pids() =>
        _snapshots
            .Where(snapshot => snapshot.Value.Pid() is not null)
            .GroupBy(snapshot => Resources.ServiceOf(snapshot.Key), snapshot => snapshot.Value.Pid()!.Value)
            .ToDictionary(service => service.Key, service => service.ToList());
}
