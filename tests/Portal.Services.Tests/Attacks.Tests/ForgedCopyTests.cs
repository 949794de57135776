using System.Text;
using Npgsql;
using Portal.Testing;
using RabbitMQ.Client;

namespace Portal.Attacks.Tests;

/// <summary>Restarts services, so it runs when nothing else does.</summary>
[CollectionDefinition(nameof(ForgedCopyTests), DisableParallelization = true)]
public sealed class ForgedCopies;

/// <summary>Copies of other services' facts that somebody made up: their owners are right in the end.</summary>
[Collection(nameof(ForgedCopyTests))]
public sealed class ForgedCopyTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task After_one_reconciliation_copies_of_licenses_and_products_are_what_License_says()
    {
        var account = await _catalogue.NewAccount();
        var license = await _catalogue.NewLicenseInUse(license: new { accountId = account.Id });
        await new VendorProgram(app, license.Key).Activated("device-1");
        await _catalogue.Move(license, "revoke");
        var other = await _catalogue.NewLicense();
        var (id, product, madeUp) = (license.Id, license.Product.Id, Guid.CreateVersion7());
        await Until("activationdb", $"SELECT count(*) = 1 FROM licenses WHERE id = '{other.Id}'");
        await Until("downloaddb", $"SELECT count(*) = 1 FROM licenses WHERE id = '{other.Id}'");
        await Until("licensedb", $"SELECT used_slots = 1 FROM licenses WHERE id = '{id}'");
        await Until("downloaddb", $"SELECT used_slots = 1 FROM license_usage WHERE license_id = '{id}'");
        await Until("activationdb", $"SELECT snapshot ->> 'revokedAt' IS NOT NULL FROM licenses WHERE id = '{id}'");
        await Until("downloaddb", $"SELECT snapshot ->> 'revokedAt' IS NOT NULL FROM licenses WHERE id = '{id}'");

        var forgedLicense =
            $"UPDATE licenses SET version = 9223372036854775807, snapshot = snapshot - 'revokedAt' WHERE id = '{id}'";
        var forgedProduct =
            $"UPDATE products SET version = 9223372036854775807, name = 'forged', active = false WHERE id = '{product}'";
        foreach (var database in (string[])["activationdb", "downloaddb"])
        {
            await Execute(database, forgedLicense);
            await Execute(database, forgedProduct);
        }
        await Execute(
            "activationdb",
            $"""
            INSERT INTO licenses (id, version, key_hash, key_hint, product_id, account_id, assignee_ids, snapshot, used_slots, usage_version)
            SELECT '{madeUp}', 1, md5('{madeUp}'), key_hint, product_id, account_id, assignee_ids, snapshot, 0, 0 FROM licenses WHERE id = '{other.Id}'
            """
        );
        foreach (var service in (string[])["license", "activation", "download"])
            await app.Kill9(service);
        foreach (var service in (string[])["license", "activation", "download"])
            await app.WaitUntilHealthy(service);

        await Until(
            "activationdb",
            $"SELECT snapshot ->> 'revokedAt' IS NOT NULL AND version < 10 FROM licenses WHERE id = '{id}'"
        );
        await Until(
            "downloaddb",
            $"SELECT snapshot ->> 'revokedAt' IS NOT NULL AND version < 10 FROM licenses WHERE id = '{id}'"
        );
        foreach (var database in (string[])["activationdb", "downloaddb"])
            await Until(
                database,
                $"SELECT name <> 'forged' AND active AND version < 10 FROM products WHERE id = '{product}'"
            );
        await Until("activationdb", $"SELECT snapshot ->> 'revokedAt' IS NOT NULL FROM licenses WHERE id = '{madeUp}'");
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(3)]
    public async Task An_event_that_jumps_is_read_again_from_its_owner_before_it_counts(long version)
    {
        var license = await _catalogue.NewLicense();
        await _catalogue.Move(license, "revoke");
        await Until(
            "activationdb",
            $"SELECT snapshot ->> 'revokedAt' IS NOT NULL FROM licenses WHERE id = '{license.Id}'"
        );
        var fact = await Value<string>(
            "activationdb",
            $"SELECT (snapshot - 'revokedAt' || '{{\"version\":{version}}}')::text FROM licenses WHERE id = '{license.Id}'"
        );
        await Publish("portal.licensing.v1.license-changed", fact);
        // What came later has been read.
        var later = await _catalogue.NewLicense();
        await Until("activationdb", $"SELECT count(*) = 1 FROM licenses WHERE id = '{later.Id}'");
        Assert.True(
            await Value<bool>(
                "activationdb",
                $"SELECT snapshot ->> 'revokedAt' IS NOT NULL FROM licenses WHERE id = '{license.Id}'"
            )
        );
    }

    private async Task Publish(string exchange, string fact)
    {
        var factory = new ConnectionFactory { Uri = new Uri(await app.ConnectionString("rabbitmq")) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            MessageId = Guid.NewGuid().ToString(),
        };
        await channel.BasicPublishAsync(exchange, "", mandatory: false, properties, Encoding.UTF8.GetBytes(fact));
    }

    private Task Until(string database, string question) =>
        Eventually.Is(() => Value<bool>(database, question), $"{database}: {question}", TimeSpan.FromMinutes(1));

    private async Task Execute(string database, string statement)
    {
        await using var source = NpgsqlDataSource.Create(await app.ConnectionString(database));
        await using var command = source.CreateCommand(statement);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    private async Task<T> Value<T>(string database, string question)
    {
        await using var source = NpgsqlDataSource.Create(await app.ConnectionString(database));
        await using var command = source.CreateCommand(question);
        return await command.ExecuteScalarAsync() is T value ? value : default!;
    }
}
