using System.Net.Sockets;
using System.Text;
using Portal.Embedded.Hosting.ApplicationModel;
using Portal.Embedded.Hosting.Data;
using Portal.Embedded.Hosting.Processes;

namespace Portal.Embedded.Hosting.Infrastructure;

internal sealed class RedisServer(RedisResource resource, DataFolder data, Ports ports, Secrets secrets) : InfrastructureServer(resource.Name)
{
    private readonly int _port = ports.GetOrChoose(resource.Name);
    private readonly string _password = secrets.GetOrMake(resource.Name + "-password");
    private readonly ServerUser _user = ServerUser.Called("redis");
    private readonly string _folder = data.File(resource.Name);

    private string Configuration => Path.Combine(_folder, "redis.conf");

    public override IReadOnlyDictionary<string, string> ConnectionStrings =>
        new Dictionary<string, string> { [Name] = $"127.0.0.1:{_port},password={_password}" };

    public override IReadOnlyList<ProcessSpec> Processes =>
    [
        new(Name, Find("Redis", "redis-server", "/usr/bin/redis-server", "/usr/local/bin/redis-server"), [Configuration])
        {
            WorkingDirectory = _folder,
            User = _user,
            MayPassClosedFolders = !data.IsReachable,
            DeathSignal = Signals.Terminate,
            Probe = ProbeAsync,
        },
    ];

    public override Task PrepareAsync(ProcessHost host, CancellationToken cancellationToken)
    {
        data.OwnedBy(_user, Name);
        WriteOwned(_user, Configuration, $"""
            bind 127.0.0.1
            port {_port}
            requirepass {_password}
            daemonize no
            dir {_folder}
            save ""
            appendonly yes
            maxmemory-policy noeviction
            """);
        return Task.CompletedTask;
    }

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {_password}\r\nPING\r\n"), cancellationToken);
        var answer = new byte["+OK\r\n+PONG\r\n".Length];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        if (!answer.AsSpan().SequenceEqual("+OK\r\n+PONG\r\n"u8))
            throw new IOException("Redis is still loading.");
    }
}
