using System.Globalization;
using System.Net.Sockets;
using Portal.Embedded.Hosting.ApplicationModel;
using Portal.Embedded.Hosting.Data;
using Portal.Embedded.Hosting.Processes;

namespace Portal.Embedded.Hosting.Infrastructure;

/// <summary>RabbitMQ with an Erlang port mapper of its own in the foreground: otherwise a daemon would stay for ever.</summary>
internal sealed class RabbitMqServer(RabbitMQServerResource resource, DataFolder data, Ports ports, Secrets secrets) : InfrastructureServer(resource.Name)
{
    private readonly int _port = ports.GetOrChoose(resource.Name);
    private readonly int _distributionPort = ports.GetOrChoose(resource.Name + "-distribution");
    private readonly int _mapperPort = ports.GetOrChoose(resource.Name + "-epmd");
    private readonly string _password = secrets.GetOrMake(resource.Name + "-password");
    private readonly ServerUser _user = ServerUser.Called("rabbitmq");
    private readonly string _folder = data.File(resource.Name);

    public override IReadOnlyDictionary<string, string> ConnectionStrings =>
        new Dictionary<string, string> { [Name] = $"amqp://portal:{_password}@127.0.0.1:{_port}" };

    public override IReadOnlyList<ProcessSpec> Processes =>
    [
        Spec($"{Name}-epmd", Find("Erlang's epmd", "erlang-base", "/usr/bin/epmd"), ["-port", Text(_mapperPort), "-address", "127.0.0.1"], ProbeMapperAsync),
        Spec(Name, Find("RabbitMQ", "rabbitmq-server", "/usr/lib/rabbitmq/bin/rabbitmq-server"), [], ProbeAsync) with { Grace = TimeSpan.FromSeconds(6) },
    ];

    public override Task PrepareAsync(ProcessHost host, CancellationToken cancellationToken)
    {
        data.OwnedBy(_user, Name);
        WriteOwned(_user, Path.Combine(_folder, "enabled_plugins"), "[].\n");
        WriteOwned(_user, Path.Combine(_folder, "rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{_port}
            default_user = portal
            default_pass = {_password}
            log.console = true
            log.console.level = warning
            log.file = false
            vm_memory_high_watermark.absolute = 512MB
            disk_free_limit.absolute = 50MB

            """);
        return Task.CompletedTask;
    }

    private ProcessSpec Spec(string name, string program, IReadOnlyList<string> arguments, Func<CancellationToken, Task> probe) => new(name, program, arguments)
    {
        WorkingDirectory = _folder,
        Environment = Variables(),
        InheritsEnvironment = false,
        User = _user,
        MayPassClosedFolders = !data.IsReachable,
        DeathSignal = Signals.Terminate,
        Probe = probe,
    };

    private Dictionary<string, string> Variables() => new()
    {
        ["HOME"] = _folder,
        ["PATH"] = "/usr/lib/erlang/bin:/usr/bin:/bin",
        ["LANG"] = "C.UTF-8",
        // Makes the script exec the Erlang machine, so that the process we know is the broker itself.
        ["RUNNING_UNDER_SYSTEMD"] = "true",
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        // The data on disk belongs to the node's name, so the name must not depend on a port.
        ["RABBITMQ_NODENAME"] = "portal@localhost",
        ["RABBITMQ_NODE_PORT"] = Text(_port),
        ["RABBITMQ_DIST_PORT"] = Text(_distributionPort),
        ["ERL_EPMD_PORT"] = Text(_mapperPort),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_folder, "rabbitmq.conf"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(_folder, "advanced.config"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder, "enabled_plugins"),
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder, "mnesia"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder, "log"),
        ["RABBITMQ_PID_FILE"] = Path.Combine(_folder, "pid"),
        ["RABBITMQ_SCHEDULER_BUSY_WAIT_THRESHOLD"] = "short",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
        ["ERL_CRASH_DUMP_SECONDS"] = "0",
    };

    private async Task ProbeMapperAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _mapperPort, cancellationToken);
    }

    /// <summary>A broker answers the protocol header with connection.start.</summary>
    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), cancellationToken);
        var frame = new byte[11];
        await stream.ReadExactlyAsync(frame, cancellationToken);
        if (frame is not [1, _, _, _, _, _, _, _, 10, _, 10])
            throw new IOException("RabbitMQ does not speak AMQP yet.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
