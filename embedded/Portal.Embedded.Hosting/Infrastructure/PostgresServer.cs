using System.Globalization;
using Npgsql;
using Portal.Embedded.Hosting.ApplicationModel;
using Portal.Embedded.Hosting.Data;
using Portal.Embedded.Hosting.Processes;

namespace Portal.Embedded.Hosting.Infrastructure;

internal sealed class PostgresServer(PostgresServerResource resource, DataFolder data, Ports ports, Secrets secrets) : InfrastructureServer(resource.Name)
{
    private readonly int _port = ports.GetOrChoose(resource.Name);
    private readonly string _password = secrets.GetOrMake(resource.Name + "-password");
    private readonly ServerUser _user = ServerUser.Called("postgres");
    private readonly string _folder = data.File(resource.Name);

    private string Cluster => Path.Combine(_folder, "data");

    private static string Programs => Path.GetDirectoryName(Find("PostgreSQL", "postgresql",
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin", "postgres"))))!;

    public override IReadOnlyDictionary<string, string> ConnectionStrings => resource.Databases.ToDictionary(name => name, ConnectionString);

    public override IReadOnlyList<ProcessSpec> Processes =>
    [
        new(Name, Path.Combine(Programs, "postgres"),
        [
            "-D", Cluster, "-p", _port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            // A checkpoint every few seconds doubles what a large import writes: each page goes to the log whole once after it.
            "-c", "max_wal_size=4GB", "-c", "wal_compression=on",
            // The detail of an error quotes values: keys, identifiers, e-mail addresses.
            "-c", "log_error_verbosity=terse",
            "-c", "max_connections=300", "-c", "shared_buffers=128MB",
        ])
        {
            WorkingDirectory = _folder,
            User = _user,
            MayPassClosedFolders = !data.IsReachable,
            // INT ends it at once with sessions open; TERM would wait for its clients.
            StopSignal = Signals.Interrupt,
            DeathSignal = Signals.Interrupt,
            Probe = ProbeAsync,
        },
    ];

    public override async Task PrepareAsync(ProcessHost host, CancellationToken cancellationToken)
    {
        data.OwnedBy(_user, Name);
        if (File.Exists(Path.Combine(Cluster, "PG_VERSION")))
        {
            // The lock of this folder is ours, so whoever wrote this is gone; its number may belong to somebody else by now.
            File.Delete(Path.Combine(Cluster, "postmaster.pid"));
            return;
        }

        var (draft, passwordFile) = (Path.Combine(_folder, "data.new"), Path.Combine(_folder, "password"));
        if (Directory.Exists(draft))
            Directory.Delete(draft, recursive: true);
        WriteOwned(_user, passwordFile, _password);
        await host.RunToEndAsync(new ProcessSpec($"{Name}-init", Path.Combine(Programs, "initdb"),
            ["-D", draft, "-U", "postgres", "--pwfile=" + passwordFile, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])
        { WorkingDirectory = _folder, User = _user, MayPassClosedFolders = !data.IsReachable }, cancellationToken);
        File.Delete(passwordFile);
        Directory.Move(draft, Cluster);
    }

    public override async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        foreach (var database in resource.Databases)
        {
            await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = database } } };
            if (await exists.ExecuteScalarAsync(cancellationToken) is not null)
                continue;
            await using var create = new NpgsqlCommand($"CREATE DATABASE \"{database}\"", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    // Seven processes with full pools stay below max_connections.
    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Password={_password};Database={database};Maximum Pool Size=40";

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
