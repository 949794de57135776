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

    private readonly Func<string, IResourceBuilder<IResourceWithConnectionString>> _addDatabase;

    public Servers(Deployment deployment)
    {
        var builder = deployment.Builder;
        IResourceBuilder<ParameterResource> Password(string name) => deployment.AddSecret($"{name}-password");
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
            var user = builder.AddParameter($"{Resources.RabbitMQ}-user", "portal");
            RabbitMQ = builder
                .AddRabbitMQ(
                    Resources.RabbitMQ,
                    user,
                    Password(Resources.RabbitMQ),
                    deployment.Port(Resources.RabbitMQ)
                )
                .WithEndpointProxySupport(false)
                .WithImageTag(RabbitMQTag)
                .WithDataVolume(deployment.Volume(Resources.RabbitMQ))
                .Restarts();
            _addDatabase = name => postgres.AddDatabase(name);
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
            RabbitMQ = builder
                .AddNativeRabbitMQ(
                    Resources.RabbitMQ,
                    deployment.Path(Resources.RabbitMQ),
                    Password(Resources.RabbitMQ),
                    deployment.Port
                )
                .Restarts();
            foreach (var mapper in builder.Resources.OfType<NativePortMapperResource>())
                mapper.Annotations.Add(new RestartsAnnotation());
            _addDatabase = name => postgres.AddDatabase(name);
        }
    }

    public IResourceBuilder<IResourceWithConnectionString> Redis { get; }

    /// <summary>A server that delivers nothing and shows every mail; in a manifest, whichever the platform has.</summary>
    public IResourceBuilder<IResourceWithConnectionString> Mail { get; }

    public IResourceBuilder<IResourceWithConnectionString> RabbitMQ { get; }

    public IResourceBuilder<IResourceWithConnectionString> AddDatabase(string name) => _addDatabase(name);
}

internal static class RestartsExtensions
{
    public static IResourceBuilder<T> Restarts<T>(this IResourceBuilder<T> builder)
        where T : IResource => builder.WithAnnotation(new RestartsAnnotation());
}
