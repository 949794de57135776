using Portal.Embedded.Hosting;
using Portal.Embedded.Hosting.ApplicationModel;

namespace Portal.Embedded.Sample;

/// <summary>A service on all three servers, or with <c>--servers false</c> on its own.</summary>
internal static class SampleHost
{
    public static void Run(string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(args);
        var web = builder.Configuration.GetValue("servers", true) ? AddWebOnServers(builder) : builder.AddProject<SampleProject>("web");
        web.WithArgs("web").WithHttpEndpoint().WithExternalHttpEndpoints().WithHttpHealthCheck("/health");
        builder.Build().Run();
    }

    private static IResourceBuilder<ProjectResource> AddWebOnServers(DistributedApplicationBuilder builder)
    {
        var database = builder.AddPostgres("postgres").WithDataVolume().AddDatabase("sampledb");
        var redis = builder.AddRedis("redis").WithDataVolume();
        var rabbit = builder.AddRabbitMQ("rabbitmq").WithDataVolume();
        return builder.AddProject<SampleProject>("web")
            .WithReference(database).WaitFor(database).WithReference(redis).WaitFor(redis).WithReference(rabbit).WaitFor(rabbit);
    }
}
