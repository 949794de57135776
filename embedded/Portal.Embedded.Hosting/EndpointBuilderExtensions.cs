using Portal.Embedded.Hosting.ApplicationModel;

namespace Portal.Embedded.Hosting;

public static class EndpointBuilderExtensions
{
    /// <summary>Adds an address. Nothing proxies here: a fixed port is the process's own, so it cannot have replicas.</summary>
    public static IResourceBuilder<ProjectResource> WithHttpEndpoint(
        this IResourceBuilder<ProjectResource> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool isProxied = true)
    {
        builder.Resource.Endpoints.Add(new EndpointAnnotation(name ?? "http", port ?? targetPort, env));
        return builder;
    }

    /// <summary>The addresses so far are for people: they are printed, the first one as the application's own.</summary>
    public static IResourceBuilder<ProjectResource> WithExternalHttpEndpoints(this IResourceBuilder<ProjectResource> builder)
    {
        builder.Resource.Endpoints.ForEach(endpoint => endpoint.IsExternal = true);
        return builder;
    }

    public static IResourceBuilder<ProjectResource> WithHttpHealthCheck(this IResourceBuilder<ProjectResource> builder, string? path = null)
    {
        builder.Resource.HealthPath = path ?? "/";
        return builder;
    }
}
