using System.Net.Sockets;

namespace Portal.Hosting.Native;

/// <summary>RabbitMQ from the distribution's packages. Its connection string is an AMQP URI.</summary>
public sealed class NativeRabbitMQResource(
    string name,
    string folder,
    ParameterResource password,
    ParameterResource cookie,
    NativePortMapperResource mapper
) : NativeServerResource(name, folder, password)
{
    internal const string UserName = "portal";
    internal const string NodeName = "portal@localhost";
    internal const string DistributionEndpoint = "distribution";

    /// <summary>Who may sign in, and to what.</summary>
    public BrokerUsers Users { get; } = new(UserName, password);

    /// <summary>Whoever knows it may run code in the broker.</summary>
    internal ParameterResource Cookie => cookie;

    /// <summary>rabbitmqctl against this broker, to be followed by its arguments. It signs in by the cookie in the folder.</summary>
    public IReadOnlyList<string> ControlCommand =>
        [
            ServerUser.Setpriv,
            .. NativeRabbitMQBuilderExtensions.User.Launch(
                "TERM",
                Folder,
                "/usr/bin/env",
                "-i",
                "-C",
                Folder,
                $"HOME={Folder}",
                "PATH=/usr/lib/erlang/bin:/usr/bin:/bin",
                "LANG=C.UTF-8",
                "RABBITMQ_CONF_ENV_FILE=/dev/null",
                $"ERL_EPMD_PORT={mapper.PrimaryEndpoint.Port}",
                "/usr/lib/rabbitmq/bin/rabbitmqctl",
                "--node",
                NodeName
            ),
        ];

    /// <inheritdoc />
    public override ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create(
            $"amqp://{UserName}:{PasswordParameter}@127.0.0.1:{PrimaryEndpoint.Property(EndpointProperty.Port)}"
        );
}

/// <summary>Erlang's port mapper in the foreground; otherwise the broker would start one as a daemon that stays for ever.</summary>
public sealed class NativePortMapperResource(string name, string folder)
    : ExecutableResource(name, ServerUser.Setpriv, folder)
{
    /// <summary>Where brokers register and look each other up.</summary>
    public EndpointReference PrimaryEndpoint => field ??= new(this, NativeServerResource.EndpointName);
}

/// <summary>Adds RabbitMQ to an application.</summary>
public static class NativeRabbitMQBuilderExtensions
{
    internal static readonly ServerUser User = new("rabbitmq");

    /// <summary>RabbitMQ with its data in <paramref name="folder"/>, on loopback, with the administrator <c>portal</c>.</summary>
    /// <param name="cookie">Erlang's cookie.</param>
    /// <param name="port">Gives the port of each of its endpoints by name; null for a free one.</param>
    public static IResourceBuilder<NativeRabbitMQResource> AddNativeRabbitMQ(
        this IDistributedApplicationBuilder builder,
        string name,
        string folder,
        IResourceBuilder<ParameterResource> password,
        IResourceBuilder<ParameterResource> cookie,
        Func<string, int?>? port = null
    )
    {
        int? Port(string endpoint) => port?.Invoke(endpoint);
        var mapper = builder.AddPortMapper($"{name}-epmd", folder, Port($"{name}-epmd"));
        var resource = new NativeRabbitMQResource(name, folder, password.Resource, cookie.Resource, mapper.Resource);
        var distribution = Port($"{name}-distribution");
        var broker = builder
            .AddNativeServer(resource, "amqp", Port(name), ProbeAsync)
            .WithIconName("BranchFork")
            .WithEndpoint(
                port: distribution,
                targetPort: distribution,
                name: NativeRabbitMQResource.DistributionEndpoint,
                isProxied: false
            )
            .WithUrlForEndpoint(NativeRabbitMQResource.DistributionEndpoint, url =>
                url.DisplayLocation = UrlDisplayLocation.DetailsOnly
            )
            .WithArgs(context =>
            {
                var program = NativeServers.Find(
                    "RabbitMQ",
                    "rabbitmq-server",
                    "/usr/lib/rabbitmq/bin/rabbitmq-server"
                );
                context.Args.AddRange(User.Launch("TERM", folder, program));
            })
            .WithEnvironment(context => SetVariables(context.EnvironmentVariables, resource, mapper.Resource))
            .OnBeforeResourceStarted(PrepareAsync)
            .WaitForStart(mapper);
        // Not IResourceWithParent: a parent could not wait for its child.
        mapper.WithParentRelationship(broker);
        return broker;
    }

    private static IResourceBuilder<NativePortMapperResource> AddPortMapper(
        this IDistributedApplicationBuilder builder,
        string name,
        string folder,
        int? port
    )
    {
        var mapper = new NativePortMapperResource(name, folder);
        return builder
            .AddResource(mapper)
            .WithIconName("LinkMultiple")
            .WithEndpoint(port: port, targetPort: port, name: NativeServerResource.EndpointName, isProxied: false)
            .WithArgs(context =>
            {
                var program = NativeServers.Find("Erlang's epmd", "erlang-base", "/usr/bin/epmd");
                context.Args.AddRange(User.Launch("TERM", folder, program, "-address", "127.0.0.1", "-port"));
                context.Args.Add(mapper.PrimaryEndpoint.Property(EndpointProperty.TargetPort));
            })
            .OnBeforeResourceStarted(
                (_, _, _) =>
                {
                    User.Own(folder);
                    return Task.CompletedTask;
                }
            )
            .ExcludeFromManifest();
    }

    private static void SetVariables(
        Dictionary<string, object> variables,
        NativeRabbitMQResource broker,
        NativePortMapperResource mapper
    )
    {
        var folder = broker.Folder;
        variables["HOME"] = folder;
        variables["PATH"] = "/usr/lib/erlang/bin:/usr/bin:/bin";
        variables["LANG"] = "C.UTF-8";
        // Makes the script exec the Erlang machine, so that the process we know is the broker itself.
        variables["RUNNING_UNDER_SYSTEMD"] = "true";
        variables["RABBITMQ_CONF_ENV_FILE"] = "/dev/null";
        // The data on disk belongs to the node's name, so the name must not depend on a port.
        variables["RABBITMQ_NODENAME"] = NativeRabbitMQResource.NodeName;
        variables["RABBITMQ_NODE_PORT"] = broker.PrimaryEndpoint.Property(EndpointProperty.TargetPort);
        variables["RABBITMQ_DIST_PORT"] = broker
            .GetEndpoint(NativeRabbitMQResource.DistributionEndpoint)
            .Property(EndpointProperty.TargetPort);
        variables["ERL_EPMD_PORT"] = mapper.PrimaryEndpoint.Property(EndpointProperty.TargetPort);
        variables["ERL_EPMD_ADDRESS"] = "127.0.0.1";
        variables["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf");
        variables["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(folder, "advanced.config");
        variables["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins");
        variables["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia");
        variables["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log");
        variables["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid");
        variables["RABBITMQ_SCHEDULER_BUSY_WAIT_THRESHOLD"] = "short";
        variables["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}";
        variables["ERL_CRASH_DUMP_SECONDS"] = "0";
    }

    private static async Task PrepareAsync(
        NativeRabbitMQResource server,
        BeforeResourceStartedEvent starting,
        CancellationToken cancellationToken
    )
    {
        User.Own(server.Folder);
        // Erlang would make one up from the time of day.
        User.Write(
            Path.Combine(server.Folder, ".erlang.cookie"),
            (await server.Cookie.GetValueAsync(cancellationToken))!
        );
        var definitions = Path.Combine(server.Folder, "definitions.json");
        User.Write(definitions, await server.Users.DefinitionsAsync(cancellationToken));
        User.Write(Path.Combine(server.Folder, "enabled_plugins"), "[].\n");
        User.Write(
            Path.Combine(server.Folder, "rabbitmq.conf"),
            $"""
            listeners.tcp.1 = 127.0.0.1:{server.PrimaryEndpoint.TargetPort}
            load_definitions = {definitions}
            log.console = true
            log.console.level = warning
            log.file = false
            vm_memory_high_watermark.absolute = 512MB
            disk_free_limit.absolute = 50MB

            """
        );
    }

    /// <summary>A broker answers the protocol header with connection.start (AMQP 0-9-1, section 2.2.4).</summary>
    private static async Task ProbeAsync(NativeRabbitMQResource server, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.PrimaryEndpoint.Port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), cancellationToken);
        var frame = new byte[11];
        await stream.ReadExactlyAsync(frame, cancellationToken);
        if (frame is not [1, _, _, _, _, _, _, _, 10, _, 10])
            throw new IOException("RabbitMQ does not speak AMQP yet.");
    }
}
