using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Portal.ServiceDefaults.Tests.Running;

/// <summary>The broker as a program in any other language uses it.</summary>
internal sealed class Broker : IAsyncDisposable
{
    private readonly ConnectionFactory _factory;
    private readonly IConnection _connection;

    private Broker(ConnectionFactory factory, IConnection connection) =>
        (_factory, _connection) = (factory, connection);

    public static async Task<Broker> Of(Servers servers)
    {
        var factory = new ConnectionFactory { Uri = new Uri(servers.Broker) };
        return new(factory, await factory.CreateConnectionAsync());
    }

    public async Task Send(string queue, string body, Guid id, string contentType = "application/json")
    {
        await using var channel = await _connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var properties = new BasicProperties
        {
            ContentType = contentType,
            MessageId = id.ToString(),
            DeliveryMode = DeliveryModes.Persistent,
        };
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }

    /// <summary>Bodies by message id; takes everything out that is there.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Drain(string queue)
    {
        var found = new Dictionary<string, string>();
        // Of its own: the error that is waited out below closes the whole connection.
        await using var connection = await _factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            while (await channel.BasicGetAsync(queue, autoAck: true) is { } message)
                found[message.BasicProperties.MessageId ?? ""] = Encoding.UTF8.GetString(message.Body.Span);
        }
        catch (OperationInterruptedException interrupted)
            when (interrupted.ShutdownReason?.ReplyCode == Constants.InternalError)
        {
            // A quorum queue that was made just now has no leader yet.
        }
        return found;
    }

    /// <summary>Declared again with its own arguments a queue stays as it is; with others the broker refuses.</summary>
    public Task<bool> IsQuorumQueue(string queue) =>
        IsAsTold(channel =>
            channel.QueueDeclareAsync(
                queue,
                durable: true,
                exclusive: false,
                autoDelete: false,
                new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }
            )
        );

    public Task<bool> IsDurableFanout(string exchange) =>
        IsAsTold(channel => channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true));

    public Task<bool> Exists(string queue) => IsAsTold(channel => channel.QueueDeclarePassiveAsync(queue));

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<bool> IsAsTold(Func<IChannel, Task> declare)
    {
        await using var channel = await _connection.CreateChannelAsync();
        try
        {
            await declare(channel);
            return true;
        }
        catch (OperationInterruptedException refusal)
            when (refusal.ShutdownReason?.ReplyCode is Constants.PreconditionFailed or Constants.NotFound)
        {
            return false;
        }
    }
}
