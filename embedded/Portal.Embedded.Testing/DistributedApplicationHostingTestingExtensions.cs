using Portal.Embedded.Hosting;
using Portal.Embedded.Hosting.Running;

namespace Portal.Embedded.Testing;

public static class DistributedApplicationHostingTestingExtensions
{
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null) =>
        new() { BaseAddress = app.GetEndpoint(resourceName, endpointName) };

    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null) =>
        new(app.Allocation().Addresses(resourceName, endpointName ?? "http")[0]);

    public static ValueTask<string?> GetConnectionStringAsync(this DistributedApplication app, string resourceName, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(app.Allocation().ConnectionStrings.GetValueOrDefault(resourceName));

    private static Allocation Allocation(this DistributedApplication app) =>
        app.Engine.Allocation ?? throw new InvalidOperationException("The application has not been started.");
}
