using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Portal.Downloads.Data;
using Portal.Testing;

namespace Portal.Downloads.Tests.Data;

/// <summary>An installation that has run for a while gets the next version.</summary>
public sealed class MigrationTests(PortalApp app)
{
    [Fact]
    public async Task Products_that_are_known_already_are_read_again_for_what_they_lack()
    {
        var address = new NpgsqlConnectionStringBuilder(await app.ConnectionString("downloaddb"));
        await using (var first = NpgsqlDataSource.Create(address.ConnectionString))
        {
            address.Database = $"upgrade_{Guid.NewGuid():N}";
            await using var create = first.CreateCommand($"CREATE DATABASE {address.Database}");
            await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        await using var database = NpgsqlDataSource.Create(address.ConnectionString);
        await using var db = new DownloadDb(
            new DbContextOptionsBuilder<DownloadDb>().UseNpgsql(database).UseSnakeCaseNamingConvention().Options
        );
        await db.GetService<IMigrator>().MigrateAsync("Initial", TestContext.Current.CancellationToken);
        await Execute(
            "INSERT INTO products (id, version, slug, name, active) VALUES (gen_random_uuid(), 7, 'chart', 'Chart', true)"
        );
        await Execute("INSERT INTO feed_positions (feed, read_until) VALUES ('products', now()), ('licenses', now())");

        await db.Database.MigrateAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0L, await Execute("SELECT version FROM products"));
        Assert.Equal("licenses", await Execute("SELECT string_agg(feed, ',') FROM feed_positions"));

        async Task<object?> Execute(string sql)
        {
            await using var command = database.CreateCommand(sql);
            return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        }
    }
}
