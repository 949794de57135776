using Portal.Embedded.Hosting.ApplicationModel;

namespace Portal.Embedded.Hosting;

/// <summary>The servers. Their data always stays in the data folder, so <c>WithDataVolume</c> has nothing to add.</summary>
public static class InfrastructureBuilderExtensions
{
    public static IResourceBuilder<PostgresServerResource> AddPostgres(this DistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new PostgresServerResource(name));

    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(this IResourceBuilder<PostgresServerResource> builder, string name)
    {
        builder.Resource.Databases.Add(name);
        return new Database(new PostgresDatabaseResource(name, builder.Resource));
    }

    public static IResourceBuilder<RedisResource> AddRedis(this DistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new RedisResource(name));

    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(this DistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new RabbitMQServerResource(name));

    public static IResourceBuilder<T> WithDataVolume<T>(this IResourceBuilder<T> builder) where T : IResourceWithConnectionString => builder;

    private sealed record Database(PostgresDatabaseResource Resource) : IResourceBuilder<PostgresDatabaseResource>;
}
