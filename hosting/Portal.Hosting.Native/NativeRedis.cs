using System.Net.Sockets;
using System.Text;

namespace Portal.Hosting.Native;

/// <summary>Redis from the distribution's packages. Its connection string is StackExchange.Redis'.</summary>
public sealed class NativeRedisResource(string name, string folder, ParameterResource password)
    : NativeServerResource(name, folder, password)
{
    /// <inheritdoc />
    public override ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create(
            $"127.0.0.1:{PrimaryEndpoint.Property(EndpointProperty.Port)},password={PasswordParameter}"
        );
}

/// <summary>Adds Redis to an application.</summary>
public static class NativeRedisBuilderExtensions
{
    private static readonly ServerUser User = new("redis");

    /// <summary>Redis with an append-only file in <paramref name="folder"/>, on loopback, with a password.</summary>
    /// <param name="port">The port it listens on; a free one if there is none.</param>
    public static IResourceBuilder<NativeRedisResource> AddNativeRedis(
        this IDistributedApplicationBuilder builder,
        string name,
        string folder,
        IResourceBuilder<ParameterResource> password,
        int? port = null
    )
    {
        var resource = new NativeRedisResource(name, folder, password.Resource);
        var configuration = Path.Combine(folder, "redis.conf");
        return builder
            .AddNativeServer(resource, "redis", port, ProbeAsync)
            .WithIconName("Memory")
            .WithArgs(context =>
            {
                var program = NativeServers.Find(
                    "Redis",
                    "redis-server",
                    "/usr/bin/redis-server",
                    "/usr/local/bin/redis-server"
                );
                context.Args.AddRange(User.Launch("TERM", folder, program, configuration));
            })
            .OnBeforeResourceStarted(
                async (server, _, cancellationToken) =>
                {
                    User.Own(folder);
                    User.Write(
                        configuration,
                        $"""
                        bind 127.0.0.1
                        port {server.PrimaryEndpoint.TargetPort}
                        user default on >{await server.PasswordParameter.GetValueAsync(
                            cancellationToken
                        )} ~* &* +@all -@dangerous -@scripting +info
                        daemonize no
                        dir {folder}
                        save ""
                        appendonly yes
                        maxmemory-policy noeviction
                        """
                    );
                }
            );
    }

    private static async Task ProbeAsync(NativeRedisResource server, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.PrimaryEndpoint.Port, cancellationToken);
        var stream = client.GetStream();
        var password = await server.PasswordParameter.GetValueAsync(cancellationToken);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {password}\r\nPING\r\n"), cancellationToken);
        var answer = new byte["+OK\r\n+PONG\r\n".Length];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        if (!answer.AsSpan().SequenceEqual("+OK\r\n+PONG\r\n"u8))
            throw new IOException("Redis is still loading.");
    }
}
