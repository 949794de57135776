using Npgsql;
using Portal.Testing;

namespace Portal.Activations.Tests;

/// <summary>What only time or an accident does to the database.</summary>
internal static class Database
{
    public static async Task<int> Sql(this PortalApp app, string sql)
    {
        await using var database = NpgsqlDataSource.Create(await app.Superuser("activationdb"));
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> Value<T>(this PortalApp app, string sql)
    {
        await using var database = NpgsqlDataSource.Create(await app.Superuser("activationdb"));
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
