namespace Portal.AppHost.Model;

/// <summary>
/// A service and its replicas: each a resource of its own, all behind the service's name. Whoever refers to it gets the address
/// of each replica (<c>services__NAME__LISTENER__INDEX</c>), so a client sees which one is away; with Aspire's own replicas a proxy
/// would hide that, and hold connections while none is there.
/// </summary>
internal sealed class Service(string name, IReadOnlyList<IResourceBuilder<ProjectResource>> replicas)
{
    public string Name => name;
    public IReadOnlyList<IResourceBuilder<ProjectResource>> Replicas => replicas;
}

internal static class ServiceReferences
{
    /// <summary>For a service that is described after the one that refers to it.</summary>
    public static void WithReference(this Service service, Service other)
    {
        foreach (var replica in service.Replicas)
            replica.WithReference(other);
    }

    public static IResourceBuilder<ProjectResource> WithReference(
        this IResourceBuilder<ProjectResource> builder,
        Service service
    )
    {
        foreach (var replica in service.Replicas)
            builder.WithReferenceRelationship(replica.Resource);
        return builder.WithEnvironment(context =>
        {
            foreach (var (index, replica) in service.Replicas.Index())
            foreach (var endpoint in replica.Resource.GetEndpoints())
                context.EnvironmentVariables[$"services__{service.Name}__{endpoint.EndpointName}__{index}"] = endpoint;
        });
    }

    public static IResourceBuilder<ProjectResource> WaitFor(
        this IResourceBuilder<ProjectResource> builder,
        Service service
    )
    {
        foreach (var replica in service.Replicas)
            builder.WaitFor(replica);
        return builder;
    }
}
