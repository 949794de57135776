using Npgsql;

namespace Portal.Hosting.Native;

/// <summary>
/// A database and its two roles. The owner brings the tables up to date and does nothing else; the service signs in as the other,
/// which has no DDL, cannot make databases and cannot connect to another one. What it may do with tables the migration says.
/// </summary>
/// <param name="Owner">The owner's connection string.</param>
/// <param name="Service">The service's connection string.</param>
public sealed record PostgresDatabase(
    string ServiceRole,
    IResourceBuilder<ConnectionStringResource> Owner,
    IResourceBuilder<ConnectionStringResource> Service
);

/// <summary>Adds databases to a PostgreSQL server, however that one runs.</summary>
public static class PostgresDatabasesBuilderExtensions
{
    /// <summary>
    /// Creates the database and its roles, if they are not there, whenever the server is ready: wait for the server. Their
    /// connection strings are the resources <c>NAME</c> (the service's) and <c>NAME-owner</c>.
    /// </summary>
    /// <param name="server">Its own connection string is the superuser's.</param>
    /// <param name="address">Host and port, without a user.</param>
    public static PostgresDatabase AddDatabaseWithRoles<T>(
        this IResourceBuilder<T> server,
        string name,
        ReferenceExpression address,
        IResourceBuilder<ParameterResource> ownerPassword,
        IResourceBuilder<ParameterResource> servicePassword
    )
        where T : IResourceWithConnectionString
    {
        var (owner, service) = ($"{name}_owner", $"{name}_service");
        server.OnResourceReady(
            async (ready, _, cancellationToken) =>
            {
                var superuser = (await ready.GetConnectionStringAsync(cancellationToken))!;
                await CreateAsync(
                    superuser,
                    name,
                    (owner, (await ownerPassword.Resource.GetValueAsync(cancellationToken))!),
                    (service, (await servicePassword.Resource.GetValueAsync(cancellationToken))!),
                    cancellationToken
                );
            }
        );
        return new(
            service,
            Address($"{name}-owner", owner, ownerPassword.Resource),
            Address(name, service, servicePassword.Resource)
        );

        IResourceBuilder<ConnectionStringResource> Address(string resource, string role, ParameterResource password) =>
            server.ApplicationBuilder.AddConnectionString(
                resource,
                ReferenceExpression.Create($"{address};Username={role};Password={password};Database={name}")
            );
    }

    private static async Task CreateAsync(
        string superuser,
        string name,
        (string Name, string Password) owner,
        (string Name, string Password) service,
        CancellationToken cancellationToken
    )
    {
        await using (var server = await OpenAsync(superuser, "postgres", cancellationToken))
        {
            foreach (var role in (string[])[owner.Name, service.Name])
            {
                if (!await Exists(server, "SELECT 1 FROM pg_roles WHERE rolname = $1", role, cancellationToken))
                    await Execute(server, $"CREATE ROLE \"{role}\"", cancellationToken);
            }
            foreach (var (role, password) in new[] { owner, service })
                await Execute(
                    server,
                    $"ALTER ROLE \"{role}\" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD '{password.Replace("'", "''", StringComparison.Ordinal)}'",
                    cancellationToken
                );
            if (!await Exists(server, "SELECT 1 FROM pg_database WHERE datname = $1", name, cancellationToken))
                await Execute(server, $"CREATE DATABASE \"{name}\"", cancellationToken);
            await Execute(
                server,
                $"""
                ALTER DATABASE "{name}" OWNER TO "{owner.Name}";
                REVOKE ALL ON DATABASE "{name}", postgres, template1 FROM PUBLIC;
                GRANT CONNECT ON DATABASE "{name}" TO "{service.Name}";
                """,
                cancellationToken
            );
        }
        await using var database = await OpenAsync(superuser, name, cancellationToken);
        await Execute(
            database,
            $"""
            ALTER SCHEMA public OWNER TO "{owner.Name}";
            REVOKE ALL ON SCHEMA public FROM PUBLIC;
            GRANT USAGE ON SCHEMA public TO "{service.Name}";
            """,
            cancellationToken
        );
    }

    private static async Task<NpgsqlConnection> OpenAsync(
        string superuser,
        string database,
        CancellationToken cancellationToken
    )
    {
        var connection = new NpgsqlConnection($"{superuser};Database={database};Pooling=false");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static async Task<bool> Exists(
        NpgsqlConnection connection,
        string question,
        string name,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(question, connection) { Parameters = { new() { Value = name } } };
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private static async Task Execute(
        NpgsqlConnection connection,
        string statements,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(statements, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
