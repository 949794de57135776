namespace Portal.Embedded.Hosting.ApplicationModel;

public sealed class PostgresServerResource(string name) : IResourceWithConnectionString
{
    public string Name => name;
    internal List<string> Databases { get; } = [];
}

public sealed class PostgresDatabaseResource(string name, PostgresServerResource parent) : IResourceWithConnectionString
{
    public string Name => name;
    public PostgresServerResource Parent => parent;
}

public sealed class RedisResource(string name) : IResourceWithConnectionString
{
    public string Name => name;
}

public sealed class RabbitMQServerResource(string name) : IResourceWithConnectionString
{
    public string Name => name;
}
