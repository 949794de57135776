using Npgsql;
using Portal.Testing;

namespace Portal.Attacks.Tests;

/// <summary>What somebody can do with the connection string of a service: change its rows, and nothing else.</summary>
public sealed class DatabaseRoleTests(PortalApp app)
{
    private static readonly string[] All = ["licensedb", "activationdb", "downloaddb", "identitydb"];

    /// <summary>By database the table that is only added to; Identity has none.</summary>
    private static readonly Dictionary<string, string> AppendOnly = new()
    {
        ["licensedb"] = "audit_records",
        ["activationdb"] = "audit_records",
        ["downloaddb"] = "given_files",
    };

    public static TheoryData<string, string> Refused()
    {
        string[] everywhere =
        [
            "COPY (SELECT 1) TO PROGRAM 'cat'",
            "CREATE TABLE mine (id int)",
            "CREATE TEMP TABLE mine (id int)",
            "CREATE SCHEMA mine",
            "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE DATABASE mine",
            "CREATE ROLE mine",
            "CREATE EXTENSION dblink",
            "ALTER TABLE feed_or_outbox ADD COLUMN mine int",
            "DROP TABLE feed_or_outbox",
            "TRUNCATE feed_or_outbox",
            "DELETE FROM \"__EFMigrationsHistory\"",
            "SET session_replication_role = 'replica'",
            "SELECT pg_read_file('/etc/passwd')",
            "SELECT rolpassword FROM pg_authid",
            "ALTER SYSTEM SET log_statement = 'all'",
        ];
        string[] audit =
        [
            "UPDATE {0} SET id = id",
            "DELETE FROM {0}",
            "TRUNCATE {0}",
            "ALTER TABLE {0} DISABLE TRIGGER ALL",
            "DROP TABLE {0}",
        ];
        var cases = new TheoryData<string, string>();
        foreach (var database in All)
        {
            foreach (var statement in everywhere)
                cases.Add(database, statement.Replace("feed_or_outbox", Table(database), StringComparison.Ordinal));
            foreach (var statement in AppendOnly.TryGetValue(database, out var table) ? audit : [])
                cases.Add(database, statement.Replace("{0}", table, StringComparison.Ordinal));
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_service_cannot(string database, string statement)
    {
        await using var source = NpgsqlDataSource.Create(await app.ConnectionString(database));
        await using var command = source.CreateCommand(statement);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    public static TheoryData<string, string> OtherDatabases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var database in All)
        foreach (var other in All.Append("postgres").Append("template1").Except([database]))
            cases.Add(database, other);
        return cases;
    }

    [Theory]
    [MemberData(nameof(OtherDatabases))]
    public async Task A_service_cannot_connect_to_another_database(string database, string other)
    {
        var address = new NpgsqlConnectionStringBuilder(await app.ConnectionString(database)) { Database = other };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Theory]
    [InlineData("licensedb")]
    [InlineData("activationdb")]
    [InlineData("downloaddb")]
    [InlineData("identitydb")]
    public async Task The_owner_of_a_database_is_no_superuser_and_sees_no_other_one(string database)
    {
        await using var source = NpgsqlDataSource.Create(await app.ConnectionString($"{database}-owner"));
        await using var program = source.CreateCommand("COPY (SELECT 1) TO PROGRAM 'cat'");
        await Assert.ThrowsAsync<PostgresException>(() => program.ExecuteNonQueryAsync());
        await using var create = source.CreateCommand("CREATE DATABASE mine");
        await Assert.ThrowsAsync<PostgresException>(() => create.ExecuteNonQueryAsync());
    }

    private static string Table(string database) => database == "identitydb" ? "mails" : "outbox";
}
