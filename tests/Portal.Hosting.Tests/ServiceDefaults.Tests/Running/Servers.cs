using System.Diagnostics;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Npgsql;
using Portal.AppHost.Model;
using Portal.AppHost.Running;
using Portal.Hosting.Native;
using Portal.Testing;

namespace Portal.ServiceDefaults.Tests.Running;

/// <summary>PostgreSQL and RabbitMQ, and nothing else. Tests that share them run one after the other: some kill them.</summary>
[CollectionDefinition(nameof(Servers))]
public sealed class Servers : IAsyncLifetime, ICollectionFixture<Servers>
{
    private readonly string _data = Path.Combine(Path.GetTempPath(), $"portal-test-{Guid.NewGuid():N}");
    private readonly DistributedApplication _app;
    private readonly Processes _processes;
    private int _databases;

    public Servers()
    {
        var builder = BareAppHost.CreateBuilder();
        builder.AddWatcher<Supervisor>();
        var password = builder.AddParameter("password", "not-a-secret-in-a-test", secret: true);
        builder.AddNativePostgres("postgres", Path.Combine(_data, "postgres"), password, []).Restarts();
        builder.AddNativeRabbitMQ("rabbitmq", Path.Combine(_data, "rabbitmq"), password, password).Restarts();
        _app = builder.Build();
        _processes = new Processes(_app);
    }

    public string Broker { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        await Task.WhenAll(WaitUntilHealthy("postgres"), WaitUntilHealthy("rabbitmq"));
        Broker = (await _app.GetConnectionStringAsync("rabbitmq"))!;
    }

    /// <summary>A database of its own, with the tables.</summary>
    public async Task<string> NewDatabase()
    {
        var server = new NpgsqlConnectionStringBuilder(await _app.GetConnectionStringAsync("postgres"))
        {
            Database = "postgres",
        };
        var name = $"things{Interlocked.Increment(ref _databases)}";
        await Execute(server.ConnectionString, $"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>On a connection that is closed afterwards.</summary>
    public static async Task<object?> Execute(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>
    /// Until the broker has written the queue into its list on the disk, which RabbitMQ 3.10 does half a second late: one that it
    /// has not comes back from a kill without a leader (docs/operations.md).
    /// </summary>
    public Task UntilWrittenDown(string queue) =>
        Eventually.Is(
            async () =>
            {
                var list = Directory
                    .EnumerateFiles(_data, "names.dets", SearchOption.AllDirectories)
                    .Single(file => file.Contains("/quorum/", StringComparison.Ordinal));
                return (await File.ReadAllBytesAsync(list)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(queue)) >= 0;
            },
            $"the broker has written {queue} down"
        );

    /// <summary>With -9; it is started again by itself.</summary>
    public Task Kill(string server) => _processes.Kill9(_processes.Ids(server).Single());

    /// <summary>Has a process hang, its connections open, until the answer is disposed of.</summary>
    public static IDisposable Hang(int pid)
    {
        Signal("STOP", pid);
        return new Hanging(pid);
    }

    public IDisposable Hang(string server) => Hang(_processes.Ids(server)[0]);

    public bool Runs(string server) => _processes.Ids(server).Count > 0;

    public Task WaitUntilHealthy(string server) => _app.ResourceNotifications.WaitForResourceHealthyAsync(server);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private static void Signal(string signal, int pid)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{pid}"]);
        kill.WaitForExit();
    }

    private sealed class Hanging(int pid) : IDisposable
    {
        public void Dispose() => Signal("CONT", pid);
    }
}
