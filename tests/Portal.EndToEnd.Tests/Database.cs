using Npgsql;

namespace Portal.EndToEnd.Tests;

/// <summary>Looks at what a service has stored.</summary>
internal static class Database
{
    public static async Task<long> Number(PortalApp app, string database, string sql, params object[] values) =>
        Convert.ToInt64(
            (await Rows(app, database, sql, values)).Single()[0],
            System.Globalization.CultureInfo.InvariantCulture
        );

    public static async Task<IReadOnlyList<object[]>> Rows(
        PortalApp app,
        string database,
        string sql,
        params object[] values
    )
    {
        // A pool may hold connections to a server that was killed.
        var address = new NpgsqlConnectionStringBuilder(await app.ConnectionString(database)) { Pooling = false };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }
}
