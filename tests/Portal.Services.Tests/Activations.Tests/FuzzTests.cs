using Npgsql;
using Portal.Activations.Tests.Protocols.KeyManager;
using Portal.Testing;
using Portal.Testing.Fuzz;

namespace Portal.Activations.Tests;

/// <summary>Bytes that are hardly HTTP, over both protocols. A million of them: <c>./portal bench fuzz</c>.</summary>
public sealed class FuzzTests(PortalApp app)
{
    private const int Connections = 4,
        RequestsOfEach = 300;

    [Fact]
    public async Task Whatever_bytes_come_nothing_breaks_and_no_key_gets_into_a_log()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 5 });
        var program = await KeyManagerProgram.Of(app, desk);
        var target = new FuzzTarget(desk.License.Key, program.ApiKey, await desk.Program.Activated("device-1"));
        var seed = Random.Shared.Next();
        var fuzzing = new Fuzzing(target, seed);
        await fuzzing.Run(Enumerable.Repeat(app.Address("activation"), Connections), RequestsOfEach);
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}: {fuzzing}");
        Assert.True(fuzzing.Failures.IsEmpty, string.Join("\n\n", fuzzing.Failures));
        Assert.True(
            fuzzing.Statuses.ContainsKey(200) && fuzzing.Statuses.ContainsKey(400),
            "Neither sense nor nonsense was sent."
        );
        Assert.True((await desk.Program.Validate("device-1")).Body["license"] is not null);
        Assert.Empty(Logs.With(app, target.LicenseKey, target.ApiKey));
    }

    [Fact]
    public async Task What_the_database_refuses_it_logs_without_the_values()
    {
        var (table, secret) = ($"once_{Guid.NewGuid():N}", $"secret-{Guid.NewGuid():N}");
        await using var database = NpgsqlDataSource.Create(await app.Superuser("activationdb"));
        await using var connection = await database.OpenConnectionAsync();
        await using var create = new NpgsqlCommand($"CREATE TEMP TABLE {table} (value text PRIMARY KEY)", connection);
        await create.ExecuteNonQueryAsync();
        await using var twice = new NpgsqlCommand(
            $"INSERT INTO {table} SELECT @secret FROM generate_series(1, 2)",
            connection
        )
        {
            Parameters = { new("secret", secret) },
        };
        await Assert.ThrowsAsync<PostgresException>(() => twice.ExecuteNonQueryAsync());

        var log = Path.Combine(app.DataFolder, "logs", "postgres.log");
        await Eventually.Is(
            async () => (await File.ReadAllTextAsync(log)).Contains($"{table}_pkey", StringComparison.Ordinal),
            "the error is logged"
        );
        Assert.DoesNotContain(secret, await File.ReadAllTextAsync(log), StringComparison.Ordinal);
    }
}
