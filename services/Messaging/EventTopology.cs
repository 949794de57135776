using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace Portal.Messaging;

/// <summary>
/// What a service has at the broker: the exchanges of the events it publishes, and its queues with the exchange that each is bound
/// to. It declares what is its own and nothing else, so its broker user needs no right to change what belongs to another service.
/// </summary>
internal sealed class EventTopology
{
    public HashSet<Type> Published { get; } = [];

    /// <summary>What a row of the outbox calls a contract: its name and that of its assembly.</summary>
    public static string NameInOutbox(Type contract) => $"{contract.FullName}, {contract.Assembly.GetName().Name}";

    /// <summary>A contract that this service publishes. A row names no other type: it would be made, whatever it is.</summary>
    /// <exception cref="InvalidDataException">It is none of them.</exception>
    public Type Contract(string name) =>
        Published.FirstOrDefault(contract => NameInOutbox(contract) == name)
        ?? throw new InvalidDataException($"The service publishes no {name}.");

    /// <summary>By queue, the exchange of the event that it receives.</summary>
    public Dictionary<string, string> SourceOf { get; } = [];

    /// <summary>
    /// Whenever an endpoint connects: declares the exchanges of the service's own events, and binds the endpoint's queue to the
    /// event of another service. MassTransit would declare that one's exchange, too. While it is not there, because its owner has
    /// never started, the endpoint fails and is started again.
    /// </summary>
    public IFilter<ChannelContext> Of(string queue) => new Declarations(this, queue);

    private sealed class Declarations(EventTopology topology, string queue) : IFilter<ChannelContext>
    {
        public async Task Send(ChannelContext context, IPipe<ChannelContext> next)
        {
            foreach (var published in topology.Published)
                await Declare(context, EventNames.Of(published));
            // The endpoint's own exchange, as MassTransit declares it right after this.
            await Declare(context, queue);
            await context.ExchangeBind(queue, topology.SourceOf[queue], "", null, context.CancellationToken);
            await next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("eventTopology");

        private static Task Declare(ChannelContext context, string exchange) =>
            context.ExchangeDeclare(
                exchange,
                ExchangeType.Fanout,
                durable: true,
                autoDelete: false,
                null,
                context.CancellationToken
            );
    }
}
