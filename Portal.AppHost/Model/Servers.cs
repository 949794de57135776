using Microsoft.Extensions.Configuration;

namespace Portal.AppHost.Model;

/// <summary>
/// PostgreSQL, Redis and RabbitMQ: from the distribution's packages, or as containers (<c>--servers containers</c>, and in every
/// manifest). Same names, users, settings and major versions on both sides.
/// </summary>
internal sealed class Servers
{
    // The versions that Debian 12 has, which are the tested ones.
    private const string PostgresTag = "15.18";
    private const string RedisTag = "7.0.15";
    private const string RabbitMQTag = "3.10.25";

    private const string Administrator = "portal";

    private static readonly string[] PostgresSettings =
    [
        // A checkpoint every few seconds doubles what a large import writes: each page goes to the log whole once after it.
        "max_wal_size=4GB",
        "wal_compression=on",
        // The detail of an error quotes values: keys, identifiers, e-mail addresses.
        "log_error_verbosity=terse",
        "max_connections=300",
        "shared_buffers=128MB",
    ];

    private readonly Deployment _deployment;
    private readonly BrokerUsers _brokerUsers;
    private readonly Func<string, PostgresDatabase> _addDatabase;
    private readonly Func<BrokerUser, ReferenceExpression> _brokerAddress;

    public Servers(Deployment deployment)
    {
        _deployment = deployment;
        var builder = deployment.Builder;
        // A mail server that is configured takes the place of the one for development.
        Mail =
            builder.ExecutionContext.IsPublishMode
            || builder.Configuration.GetConnectionString(Resources.Mail) is not null
                ? builder.AddConnectionString(Resources.Mail)
                : builder
                    .AddSmtp4dev(
                        Resources.Mail,
                        deployment.Path(Resources.Mail),
                        deployment.Port(Resources.Mail),
                        deployment.Port($"{Resources.Mail}/{Smtp4devResource.Page}")
                    )
                    .Restarts();
        if (deployment.Settings.Containers || builder.ExecutionContext.IsPublishMode)
        {
            var postgres = builder
                .AddPostgres(
                    Resources.Postgres,
                    password: Password(Resources.Postgres),
                    port: deployment.Port(Resources.Postgres)
                )
                .WithEndpointProxySupport(false)
                .WithImageTag(PostgresTag)
                .WithArgs(PostgresSettings.SelectMany(setting => (string[])["-c", setting]).ToArray())
                .WithDataVolume(deployment.Volume(Resources.Postgres))
                .Restarts();
            Redis = builder
                .AddRedis(Resources.Redis, deployment.Port(Resources.Redis), Password(Resources.Redis))
                .WithEndpointProxySupport(false)
                .WithImageTag(RedisTag)
                .WithDataVolume(deployment.Volume(Resources.Redis))
                .WithPersistence(interval: null)
                .WithArgs("--appendonly", "yes", "--maxmemory-policy", "noeviction")
                .Restarts();
            var user = builder.AddParameter($"{Resources.RabbitMQ}-user", Administrator);
            var password = Password(Resources.RabbitMQ);
            var rabbit = builder
                .AddRabbitMQ(Resources.RabbitMQ, user, password, deployment.Port(Resources.RabbitMQ))
                .WithEndpointProxySupport(false)
                .WithImageTag(RabbitMQTag)
                .WithDataVolume(deployment.Volume(Resources.RabbitMQ))
                .WithContainerFiles("/etc/rabbitmq", DefinitionsAsync)
                .Restarts();
            _brokerUsers = new(Administrator, password.Resource);
            (Postgres, RabbitMQ) = (postgres, rabbit);
            var (host, port) = (EndpointProperty.Host, EndpointProperty.Port);
            _addDatabase = name =>
                AddDatabase(
                    postgres,
                    name,
                    ReferenceExpression.Create(
                        $"Host={postgres.Resource.PrimaryEndpoint.Property(host)};Port={postgres.Resource.PrimaryEndpoint.Property(port)}"
                    )
                );
            _brokerAddress = user =>
                ReferenceExpression.Create(
                    $"amqp://{user.Name}:{user.Password}@{rabbit.Resource.PrimaryEndpoint.Property(host)}:{rabbit.Resource.PrimaryEndpoint.Property(port)}"
                );
        }
        else
        {
            var postgres = builder
                .AddNativePostgres(
                    Resources.Postgres,
                    deployment.Path(Resources.Postgres),
                    Password(Resources.Postgres),
                    PostgresSettings,
                    deployment.Port(Resources.Postgres)
                )
                .Restarts();
            Redis = builder
                .AddNativeRedis(
                    Resources.Redis,
                    deployment.Path(Resources.Redis),
                    Password(Resources.Redis),
                    deployment.Port(Resources.Redis)
                )
                .Restarts();
            var rabbit = builder
                .AddNativeRabbitMQ(
                    Resources.RabbitMQ,
                    deployment.Path(Resources.RabbitMQ),
                    Password(Resources.RabbitMQ),
                    deployment.AddSecret($"{Resources.RabbitMQ}-cookie"),
                    deployment.Port
                )
                .Restarts();
            foreach (var mapper in builder.Resources.OfType<NativePortMapperResource>())
                mapper.Annotations.Add(new RestartsAnnotation());
            _brokerUsers = rabbit.Resource.Users;
            (Postgres, RabbitMQ) = (postgres, rabbit);
            _addDatabase = name => AddDatabase(postgres, name, postgres.Resource.AddressExpression);
            _brokerAddress = user =>
                ReferenceExpression.Create(
                    $"amqp://{user.Name}:{user.Password}@127.0.0.1:{rabbit.Resource.PrimaryEndpoint.Property(EndpointProperty.Port)}"
                );
        }
    }

    public IResourceBuilder<IResourceWithConnectionString> Redis { get; }

    /// <summary>A server that delivers nothing and shows every mail; in a manifest, whichever the platform has.</summary>
    public IResourceBuilder<IResourceWithConnectionString> Mail { get; }

    /// <summary>Wait for it; its connection string is the administrator's.</summary>
    public IResourceBuilder<IResourceWithConnectionString> RabbitMQ { get; }

    /// <summary>Wait for it; its connection string is the superuser's.</summary>
    public IResourceBuilder<IResourceWithConnectionString> Postgres { get; }

    public PostgresDatabase AddDatabase(string name) => _addDatabase(name);

    /// <summary>
    /// A service's own user at the broker. Its queues begin with the service's name; it writes the exchanges of the events of its
    /// context, and reads those of the contexts that it reacts to.
    /// </summary>
    public IResourceBuilder<ConnectionStringResource> AddBrokerUser(
        string service,
        string context,
        params string[] reads
    )
    {
        var name = $"{Resources.RabbitMQ}-{service}";
        var user = new BrokerUser(
            service,
            Password(name).Resource,
            Owns: $@"^({service}-|portal\.{context}\.)",
            Reads: $@"^portal\.({string.Join('|', reads)})\."
        );
        _brokerUsers.Add(user);
        return _deployment.Builder.AddConnectionString(name, _brokerAddress(user));
    }

    private IResourceBuilder<ParameterResource> Password(string name) => _deployment.AddSecret($"{name}-password");

    private PostgresDatabase AddDatabase<T>(IResourceBuilder<T> server, string name, ReferenceExpression address)
        where T : IResourceWithConnectionString =>
        server.AddDatabaseWithRoles(name, address, Password($"{name}-owner"), Password(name));

    private async Task<IEnumerable<ContainerFileSystemItem>> DefinitionsAsync(
        ContainerFileSystemCallbackContext context,
        CancellationToken cancellationToken
    ) =>
        [
            new ContainerFile
            {
                Name = "definitions.json",
                Contents = await _brokerUsers.DefinitionsAsync(cancellationToken),
            },
            new ContainerDirectory
            {
                Name = "conf.d",
                Entries =
                [
                    new ContainerFile
                    {
                        Name = "90-portal.conf",
                        Contents = "load_definitions = /etc/rabbitmq/definitions.json\n",
                    },
                ],
            },
        ];
}

internal static class RestartsExtensions
{
    public static IResourceBuilder<T> Restarts<T>(this IResourceBuilder<T> builder)
        where T : IResource => builder.WithAnnotation(new RestartsAnnotation());
}
