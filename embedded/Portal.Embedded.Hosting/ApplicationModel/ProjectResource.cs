namespace Portal.Embedded.Hosting.ApplicationModel;

/// <summary>A project run as a process: a service when it has an endpoint, otherwise a job that must end with 0.</summary>
public sealed class ProjectResource(string name, IProjectMetadata metadata) : IResource
{
    public string Name => name;
    internal IProjectMetadata Metadata => metadata;
    internal List<EndpointAnnotation> Endpoints { get; } = [];
    internal List<string> Arguments { get; } = [];
    internal List<Action<EnvironmentCallbackContext>> Environment { get; } = [];
    internal List<IResource> References { get; } = [];
    internal List<IResource> Waits { get; } = [];
    internal string? HealthPath { get; set; }
    internal int Replicas { get; set; } = 1;
    internal bool IsJob => Endpoints.Count == 0;

    internal string ReplicaName(int replica) => replica == 0 ? name : $"{name}-{replica + 1}";
}

/// <summary>With <paramref name="Env"/> the service learns the port from that variable, otherwise from ASPNETCORE_URLS.</summary>
internal sealed record EndpointAnnotation(string Name, int? Port, string? Env)
{
    public bool IsExternal { get; set; }
    public string Host => IsExternal ? "localhost" : "127.0.0.1";
}
