using MassTransit;

namespace Portal.Messaging;

/// <summary>The events of one service, by name: what it publishes and what it reacts to.</summary>
public sealed class EventsBuilder
{
    private const int Max = 100;
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(10);

    private readonly IBusRegistrationConfigurator _bus;
    private readonly string _service;
    private readonly EventTopology _topology;

    internal EventsBuilder(IBusRegistrationConfigurator bus, string service, EventTopology topology) =>
        (_bus, _service, _topology) = (bus, service, topology);

    /// <summary>The service publishes <typeparamref name="TEvent"/>: its exchange is declared when the service starts.</summary>
    public EventsBuilder Publishes<TEvent>()
        where TEvent : class
    {
        _topology.Published.Add(typeof(TEvent));
        return this;
    }

    /// <summary>
    /// Has <typeparamref name="TReaction"/> consume <typeparamref name="TEvent"/> from a queue of its own. It must be idempotent
    /// by business state.
    /// </summary>
    public EventsBuilder AddReaction<TReaction, TEvent>()
        where TReaction : class, IConsumer<TEvent>
        where TEvent : class
    {
        var queue = Queue<TReaction, TEvent>();
        _bus.AddConsumer<TReaction>().Endpoint(endpoint => Configure(endpoint, queue));
        return this;
    }

    /// <summary>
    /// The same, for what comes in thousands: <typeparamref name="TReaction"/> is given up to a hundred events at once, which it
    /// keeps with <see cref="Batches.HandleBatch"/>; what is alone waits some milliseconds for others.
    /// </summary>
    public EventsBuilder AddBatchReaction<TReaction, TEvent>()
        where TReaction : class, IConsumer<Batch<TEvent>>
        where TEvent : class
    {
        var queue = Queue<TReaction, TEvent>();
        _bus.AddConsumer<TReaction>(consumer =>
                consumer.Options<BatchOptions>(batch =>
                    batch.SetMessageLimit(Max).SetTimeLimit(Timeout).SetConcurrencyLimit(2)
                )
            )
            .Endpoint(endpoint =>
            {
                Configure(endpoint, queue);
                endpoint.PrefetchCount = 2 * Max;
            });
        return this;
    }

    // What is declared at the broker, EventTopology says.
    private static void Configure(IEndpointRegistrationConfigurator endpoint, string queue) =>
        (endpoint.Name, endpoint.ConfigureConsumeTopology) = (queue, false);

    private string Queue<TReaction, TEvent>()
    {
        var queue = $"{_service}-{EventNames.Kebab(typeof(TReaction).Name)}";
        _topology.SourceOf.Add(queue, EventNames.Of(typeof(TEvent)));
        return queue;
    }
}
