#pragma warning disable ASPIREEXTENSION001 // WithLaunchToolArgs is "for evaluation" in 13.6; nothing else starts a built project.
namespace Portal.AppHost.Model;

/// <summary>The words of the picture in AppHost.cs.</summary>
/// <param name="data">Null while a manifest is made: nothing runs, so nothing is kept.</param>
internal sealed class Deployment(IDistributedApplicationBuilder builder, Settings settings, DataFolder? data)
{
    public IDistributedApplicationBuilder Builder => builder;
    public Settings Settings => settings;

    /// <summary>A path inside the data folder; a relative one in a manifest.</summary>
    public string Path(string name) => data?.Path(name) ?? name;

    /// <summary>The kept port of an endpoint; the platform's choice in a manifest.</summary>
    public int? Port(string endpoint) => data?.Ports.GetOrChoose(endpoint);

    /// <summary>A random value that is made once and kept in the data folder.</summary>
    public IResourceBuilder<ParameterResource> AddSecret(string name) =>
        builder.AddParameter(name, data is null ? KeptSecret.Random : new KeptSecret(data, name), secret: true);

    /// <summary>Runs as often as <c>--replicas</c> says, is started again when it crashes, and is up when /health says so.</summary>
    public Service AddService<TProject>(string name, Action<IResourceBuilder<ProjectResource>> describe)
        where TProject : IProjectMetadata, new()
    {
        var replicas = Enumerable
            .Range(1, settings.ReplicasOf(name))
            .Select(number => Add(Resources.ReplicaOf(name, number)));
        return new(name, [.. replicas]);

        IResourceBuilder<ProjectResource> Add(string replica)
        {
            var service = AddProject<TProject>(replica).WithAnnotation(new RestartsAnnotation());
            describe(service);
            return service.WithReadinessProbe(Health.ProbeAsync);
        }
    }

    /// <summary>Runs once, to its end.</summary>
    public IResourceBuilder<ProjectResource> AddJob<TProject>(string name, params string[] arguments)
        where TProject : IProjectMetadata, new() =>
        AddProject<TProject>(name).WithArgs(arguments).WithAnnotation(new JobAnnotation());

    /// <summary>The name of a container's volume. A new data folder has new ones: its passwords are new, too.</summary>
    public string? Volume(string server) =>
        data is null ? null : $"portal-{data.Secrets.GetOrAdd("volumes", () => $"{Guid.CreateVersion7():N}")}-{server}";

    /// <summary>
    /// Starts what is built, <c>dotnet X.dll</c>: <c>dotnet run</c> evaluates the project first, which costs every process of
    /// every start two seconds of processor and stays beside it with 130 MB.
    /// </summary>
    private IResourceBuilder<ProjectResource> AddProject<TProject>(string name)
        where TProject : IProjectMetadata, new()
    {
        var project = System.IO.Path.GetFileNameWithoutExtension(new TProject().ProjectPath);
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var assembly = System.IO.Path.GetFullPath(
            System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", project, configuration, project + ".dll")
        );
        return builder
            .AddProject<TProject>(name, options => options.ExcludeLaunchProfile = true)
            .WithLaunchToolArgs(context => context.Args.Add(assembly), ownedByLaunchConfigurationType: null)
            // Several processes share few cores: threads that spin take time from each other.
            .WithEnvironment("DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "0")
            .WithEnvironment("DOTNET_gcServer", "0")
            .WithEnvironment(context => Telemetry.Configure(context, settings));
    }
}

/// <summary>Runs to its end; a failed one fails the start.</summary>
internal sealed class JobAnnotation : IResourceAnnotation;

/// <summary>Is started again when it ends though nobody stopped it.</summary>
internal sealed class RestartsAnnotation : IResourceAnnotation;
