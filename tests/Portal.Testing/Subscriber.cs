using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Portal.Testing;

/// <summary>One of the vendor's other services: binds its own durable queue to an event's exchange and reads raw JSON.</summary>
public sealed class Subscriber : IAsyncDisposable
{
    private readonly IConnection _connection;

    private Subscriber(IConnection connection) => _connection = connection;

    public sealed record Received(
        string? MessageId,
        string? ContentType,
        IReadOnlyDictionary<string, string?> Headers,
        JsonObject Body
    );

    /// <summary>Everything that arrived, also twice.</summary>
    public ConcurrentQueue<Received> Messages { get; } = [];

    public static async Task<Subscriber> To(PortalApp app, params string[] exchanges) =>
        await Bind(await app.ConnectionString("rabbitmq"), exchanges, declare: false);

    /// <summary>At a broker where nobody has declared the exchanges yet.</summary>
    public static Task<Subscriber> At(string broker, params string[] exchanges) =>
        Bind(broker, exchanges, declare: true);

    private static async Task<Subscriber> Bind(string broker, string[] exchanges, bool declare)
    {
        var factory = new ConnectionFactory
        {
            Uri = new Uri(broker),
            AutomaticRecoveryEnabled = true,
            NetworkRecoveryInterval = TimeSpan.FromMilliseconds(500),
        };
        var subscriber = new Subscriber(await factory.CreateConnectionAsync());
        var channel = await subscriber._connection.CreateChannelAsync();
        var queue = Catalogue.Unique("test-subscriber");
        await channel.QueueDeclareAsync(
            queue,
            durable: true,
            exclusive: false,
            autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }
        );
        foreach (var exchange in exchanges)
        {
            if (declare)
                await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
            await channel.QueueBindAsync(queue, exchange, "");
        }
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            subscriber.Messages.Enqueue(Read(message));
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
        return subscriber;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static Received Read(BasicDeliverEventArgs message) =>
        new(
            message.BasicProperties.MessageId,
            message.BasicProperties.ContentType,
            (message.BasicProperties.Headers ?? new Dictionary<string, object?>()).ToDictionary(
                header => header.Key,
                header =>
                    header.Value is byte[] text ? System.Text.Encoding.UTF8.GetString(text) : header.Value?.ToString()
            ),
            (JsonObject)JsonNode.Parse(message.Body.Span)!
        );
}
