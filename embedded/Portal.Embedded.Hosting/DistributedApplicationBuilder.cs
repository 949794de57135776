using Microsoft.Extensions.Configuration;
using Portal.Embedded.Hosting.ApplicationModel;

namespace Portal.Embedded.Hosting;

/// <summary>Collects the resources in the order in which AppHost.cs names them.</summary>
public sealed class DistributedApplicationBuilder
{
    private readonly List<IResource> _resources = [];

    internal DistributedApplicationBuilder(string[] args) => Configuration.AddCommandLine(args);

    public ConfigurationManager Configuration { get; } = new();

    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        if (_resources.Any(other => string.Equals(other.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
            throw new InvalidOperationException($"Two resources are called '{resource.Name}'.");
        _resources.Add(resource);
        return new ResourceBuilder<T>(resource);
    }

    public DistributedApplication Build() => EntryPointCapture.Current is { } capture
        ? capture.Build(this)
        : CreateApplication(quiet: false);

    internal DistributedApplication CreateApplication(bool quiet, EntryPointCapture? capture = null) =>
        new(_resources, Path.GetFullPath(Configuration["data"] ?? ".portal"), quiet, capture);

    private sealed class ResourceBuilder<T>(T resource) : IResourceBuilder<T> where T : IResource
    {
        public T Resource => resource;
    }
}
