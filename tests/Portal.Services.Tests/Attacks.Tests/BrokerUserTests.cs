using Portal.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Portal.Attacks.Tests;

using Portal.Ctl.Tests;

/// <summary>What somebody can do with a credential of the broker: what its owner needs, and nothing else.</summary>
public sealed class BrokerUserTests(PortalApp app)
{
    private const string LicenseChanged = "portal.licensing.v1.license-changed";

    [Fact]
    public async Task A_subscriber_reads_its_own_queue_and_neither_publishes_nor_reads_anothers()
    {
        var name = $"t{Guid.NewGuid():N}";
        var address = await Created(name);
        await using var connection = await Connect(address);
        var queue = $"sub.{name}.licenses";
        await using (var channel = await connection.CreateChannelAsync())
        {
            await Declare(channel, queue);
            await channel.QueueBindAsync(queue, LicenseChanged, "");
            var license = await new Catalogue(app).NewLicense();
            var messages = new List<string>();
            await Eventually.Is(
                async () =>
                {
                    while (await channel.BasicGetAsync(queue, autoAck: true) is { } message)
                        messages.Add(System.Text.Encoding.UTF8.GetString(message.Body.Span));
                    return messages.Exists(message => message.Contains($"{license.Id}", StringComparison.Ordinal));
                },
                "the subscriber heard of the license"
            );
        }

        await Refused(connection, channel => Publish(channel, LicenseChanged, ""));
        await Refused(connection, channel => Publish(channel, "portal.activations.v1.activation-created", ""));
        await Refused(connection, channel => Publish(channel, "activation-when-license-changed", ""));
        await Refused(connection, channel => Publish(channel, "", "activation-when-license-changed"));
        await Refused(connection, channel => channel.BasicGetAsync("activation-when-license-changed", autoAck: false));
        await Refused(connection, channel => channel.QueuePurgeAsync("activation-when-license-changed"));
        await Refused(connection, channel => channel.QueueDeleteAsync("activation-when-license-changed"));
        await Refused(connection, channel => channel.ExchangeDeleteAsync(LicenseChanged));
        await Refused(connection, channel => Declare(channel, "sub.another.licenses"));
        await Refused(connection, channel => channel.ExchangeDeclareAsync(LicenseChanged, "fanout", durable: true));
    }

    [Fact]
    public async Task A_subscriber_cannot_read_another_subscribers_queue()
    {
        var (one, other) = ($"t{Guid.NewGuid():N}", $"t{Guid.NewGuid():N}");
        await using var owner = await Connect(await Created(one));
        await using (var channel = await owner.CreateChannelAsync())
            await Declare(channel, $"sub.{one}.all");
        await using var stranger = await Connect(await Created(other));
        await Refused(stranger, channel => channel.BasicGetAsync($"sub.{one}.all", autoAck: true));
        await Refused(stranger, channel => channel.QueueBindAsync($"sub.{one}.all", LicenseChanged, ""));
    }

    [Fact]
    public async Task A_revoked_subscriber_is_gone_with_its_queues()
    {
        var name = $"t{Guid.NewGuid():N}";
        var address = await Created(name);
        await using var connection = await Connect(address);
        await using (var channel = await connection.CreateChannelAsync())
            await Declare(channel, $"sub.{name}.all");
        var listed = await Run("subscriber", "list", "--json");
        Assert.Contains(listed.Json.EnumerateArray(), row =>
            row.Text("name") == name && row.GetProperty("queues")[0].Text("name") == $"sub.{name}.all"
        );

        Assert.Equal(0, (await Run("subscriber", "revoke", name)).ExitCode);
        await Eventually.Is(() => Task.FromResult(!connection.IsOpen), "the broker closed the subscriber's connection");
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => Connect(address));
        var queues = await Run("broker", "--", "--quiet", "list_queues", "name");
        Assert.DoesNotContain($"sub.{name}.", queues.Output, StringComparison.Ordinal);
        Assert.Contains("activation-when-license-changed", queues.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await Run("subscriber", "revoke", name)).ExitCode);
    }

    [Fact]
    public async Task A_name_is_given_once_and_has_no_dots()
    {
        var name = $"t{Guid.NewGuid():N}";
        await Created(name);
        var again = await Run("subscriber", "create", name);
        Assert.Equal(
            (1, true),
            (again.ExitCode, again.Errors.Contains("broker.subscriber-exists", StringComparison.Ordinal))
        );
        Assert.Equal(2, (await Run("subscriber", "create", "a.b")).ExitCode);
    }

    [Theory]
    [InlineData("license", "portal.activations.v1.activation-created", "activation-when-license-changed")]
    [InlineData("license", "activation-when-license-changed", "activation-when-license-changed")]
    [InlineData("activation", LicenseChanged, "download-when-license-changed")]
    [InlineData("activation", "download-when-license-changed", "download-when-license-changed")]
    [InlineData("download", LicenseChanged, "activation-when-license-changed")]
    [InlineData("download", "portal.activations.v1.activation-created", "activation-when-license-changed")]
    [InlineData("identity", LicenseChanged, "license-when-activation-created")]
    [InlineData("identity", "license-when-activation-created", "license-when-activation-created")]
    public async Task A_service_cannot_touch_what_belongs_to_another_one(string service, string exchange, string queue)
    {
        await using var connection = await Connect(await app.ConnectionString($"rabbitmq-{service}"));
        await Refused(connection, channel => Publish(channel, exchange, ""));
        await Refused(connection, channel => Publish(channel, "", exchange));
        await Refused(connection, channel => channel.ExchangeDeleteAsync(exchange));
        await Refused(connection, channel => channel.ExchangeDeclareAsync(exchange, "fanout", durable: true));
        await Refused(connection, channel => channel.BasicGetAsync(queue, autoAck: true));
    }

    [Fact]
    public async Task Nobody_but_the_administrator_is_administrator_and_the_brokers_own_guest_does_not_exist()
    {
        var users = (await Run("broker", "--", "--quiet", "--formatter", "json", "list_users")).Json;
        var administrators = users.EnumerateArray().Where(user => user.GetProperty("tags").GetArrayLength() > 0);
        Assert.Equal(["portal"], administrators.Select(user => user.Text("user")));
        Assert.DoesNotContain(users.EnumerateArray(), user => user.Text("user") == "guest");
    }

    private Task<Ctl.Answer> Run(params string[] arguments) =>
        Ctl.Alone(Path.GetTempPath()).Run([arguments[0], "--data", app.DataFolder, .. arguments[1..]]);

    private async Task<string> Created(string name)
    {
        var made = await Run("subscriber", "create", name, "--json");
        Assert.True(made.ExitCode == 0, made.Errors);
        return made.Json.Text("connectionString")!;
    }

    private static Task<IConnection> Connect(string address) =>
        new ConnectionFactory { Uri = new Uri(address), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();

    private static Task<QueueDeclareOk> Declare(IChannel channel, string queue) =>
        channel.QueueDeclareAsync(
            queue,
            durable: true,
            exclusive: false,
            autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }
        );

    private static Task Publish(IChannel channel, string exchange, string routingKey) =>
        channel
            .BasicPublishAsync(exchange, routingKey, mandatory: false, new BasicProperties(), "{}"u8.ToArray())
            .AsTask();

    /// <summary>The broker closes the channel with ACCESS_REFUSED.</summary>
    private static async Task Refused(IConnection connection, Func<IChannel, Task> attempt)
    {
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var refusal = await Record.ExceptionAsync(() => attempt(channel));
        await Eventually.Is(() => Task.FromResult(!channel.IsOpen), $"the broker refused ({refusal?.Message})");
        Assert.Equal(Constants.AccessRefused, channel.CloseReason!.ReplyCode);
    }
}
