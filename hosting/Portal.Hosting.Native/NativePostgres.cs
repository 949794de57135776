using System.Globalization;
using Npgsql;

namespace Portal.Hosting.Native;

/// <summary>Adds PostgreSQL to an application.</summary>
public static class NativePostgresBuilderExtensions
{
    private static readonly ServerUser User = new("postgres");

    /// <summary>PostgreSQL with its cluster in <paramref name="folder"/>, on loopback, with a password.</summary>
    /// <param name="settings">Configuration parameters, each <c>name=value</c>.</param>
    /// <param name="port">The port it listens on; a free one if there is none.</param>
    public static IResourceBuilder<NativePostgresResource> AddNativePostgres(
        this IDistributedApplicationBuilder builder,
        string name,
        string folder,
        IResourceBuilder<ParameterResource> password,
        IReadOnlyList<string> settings,
        int? port = null
    )
    {
        var resource = new NativePostgresResource(name, folder, password.Resource);
        return builder
            .AddNativeServer(resource, "postgresql", port, ProbeAsync)
            .WithIconName("Database")
            .WithArgs(context =>
            {
                var program = Path.Combine(Programs, "postgres");
                context.Args.AddRange(User.Launch("INT", folder, program, "-D", resource.DataFolder, "-p"));
                context.Args.Add(resource.PrimaryEndpoint.Property(EndpointProperty.TargetPort));
                string[] own = ["listen_addresses=127.0.0.1", "unix_socket_directories="];
                context.Args.AddRange(own.Concat(settings).SelectMany(setting => (string[])["-c", setting]));
            })
            .OnBeforeResourceStarted(PrepareAsync);
    }

    private static string Programs =>
        Path.GetDirectoryName(
            NativeServers.Find(
                "PostgreSQL",
                "postgresql",
                (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
                    .OrderByDescending(Version)
                    .Select(folder => Path.Combine(folder, "bin", "postgres"))
            )
        )!;

    private static int Version(string folder) =>
        int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>Runs before every start, also after a crash.</summary>
    private static async Task PrepareAsync(
        NativePostgresResource server,
        BeforeResourceStartedEvent starting,
        CancellationToken cancellationToken
    )
    {
        User.Own(server.Folder);
        if (File.Exists(Path.Combine(server.DataFolder, "PG_VERSION")))
        {
            RemoveStalePid(server.DataFolder);
            return;
        }
        var draft = Path.Combine(server.Folder, "data.new");
        if (Directory.Exists(draft))
            Directory.Delete(draft, recursive: true);
        var passwordFile = Path.Combine(server.Folder, "password");
        User.Write(passwordFile, (await server.PasswordParameter.GetValueAsync(cancellationToken))!);
        string[] initdb =
        [
            Path.Combine(Programs, "initdb"),
            "-D",
            draft,
            "-U",
            "postgres",
            "--pwfile=" + passwordFile,
            "-A",
            "scram-sha-256",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ];
        await NativeServers.RunAsync(ServerUser.Setpriv, User.Launch("KILL", server.Folder, initdb), cancellationToken);
        File.Delete(passwordFile);
        Directory.Move(draft, server.DataFolder);
    }

    /// <summary>
    /// PostgreSQL refuses to start while the process in postmaster.pid lives; after a kill that number may belong to another
    /// program by now. A server that still runs on this cluster keeps its file, and the start is refused as it should be.
    /// </summary>
    private static void RemoveStalePid(string dataFolder)
    {
        var file = Path.Combine(dataFolder, "postmaster.pid");
        if (!File.Exists(file))
            return;
        var owner = $"/proc/{File.ReadLines(file).FirstOrDefault()}";
        if (
            !Directory.Exists(owner)
            || Directory.ResolveLinkTarget($"{owner}/cwd", returnFinalTarget: false)?.FullName != dataFolder
        )
            File.Delete(file);
    }

    private static async Task ProbeAsync(NativePostgresResource server, CancellationToken cancellationToken)
    {
        var address = await server.ConnectionStringExpression.GetValueAsync(cancellationToken);
        await using var connection = new NpgsqlConnection($"{address};Database=postgres;Pooling=false");
        await connection.OpenAsync(cancellationToken);
    }
}
