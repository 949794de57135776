// One of the vendor's other services: a queue of its own, bound to the exchanges of the events it wants. It needs nothing of the
// portal but its connection string, which `portalctl subscriber create NAME` prints. It may have queues named sub.NAME.*, bind them to
// the portal's exchanges, and publish nothing. What it must do for itself: remember message ids, because an event may come twice.
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

string[] exchanges =
[
    "portal.activations.v1.activation-created",
    "portal.activations.v1.activation-deactivated",
    "portal.licensing.v1.license-changed",
];
if (args is not [var broker])
{
    Console.Error.WriteLine(
        "usage: subscriber amqp://sub.NAME:password@host:port   (printed by: portalctl subscriber create NAME)"
    );
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

var factory = new ConnectionFactory { Uri = new Uri(broker), AutomaticRecoveryEnabled = true };
var queue = $"{factory.UserName}.sample";
await using var connection = await factory.CreateConnectionAsync(stop.Token);
await using var channel = await connection.CreateChannelAsync(cancellationToken: stop.Token);
await channel.BasicQosAsync(0, prefetchCount: 32, global: false, stop.Token);
await channel.QueueDeclareAsync(
    queue,
    durable: true,
    exclusive: false,
    autoDelete: false,
    new Dictionary<string, object?> { ["x-queue-type"] = "quorum" },
    cancellationToken: stop.Token
);

// The portal declares its exchanges when it starts: nobody else needs the right to.
foreach (var exchange in exchanges)
    await channel.QueueBindAsync(queue, exchange, routingKey: "", cancellationToken: stop.Token);

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, message) =>
{
    Console.WriteLine(
        $"{Header(message, "cloudEvents_time")} {Header(message, "cloudEvents_type")} {message.BasicProperties.MessageId}"
    );
    Console.WriteLine($"  {Encoding.UTF8.GetString(message.Body.Span)}");
    // Only after the work is done: until then the broker keeps the message for us.
    await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
};
await channel.BasicConsumeAsync(queue, autoAck: false, consumer, stop.Token);
Console.WriteLine("Listening; Ctrl-C ends it. Events that come meanwhile wait in the queue.");
await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
return 0;

static string Header(BasicDeliverEventArgs message, string name) =>
    message.BasicProperties.Headers?.TryGetValue(name, out var value) == true && value is byte[] text
        ? Encoding.UTF8.GetString(text)
        : "";
