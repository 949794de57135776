using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Messaging;

internal sealed record PublishedEvent(Type Type);

/// <summary>The events and the reactions of one service, by name.</summary>
public sealed class ReactionsBuilder(IBusRegistrationConfigurator bus, string service)
{
    private const int Max = 100;
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(10);

    /// <summary>The service's own events: their exchanges exist as soon as it has started, so that anybody can bind to them.</summary>
    public ReactionsBuilder Publishes(params ReadOnlySpan<Type> events)
    {
        foreach (var type in events)
            bus.AddSingleton(new PublishedEvent(type));
        return this;
    }

    /// <summary>
    /// Has <typeparamref name="TReaction"/> consume <typeparamref name="TEvent"/> from a queue of its own. It must be idempotent
    /// by business state.
    /// </summary>
    public ReactionsBuilder AddReaction<TReaction, TEvent>()
        where TReaction : class, IConsumer<TEvent>
        where TEvent : class
    {
        bus.AddConsumer<TReaction>()
            .Endpoint(endpoint => endpoint.Name = $"{service}-{EventNames.Kebab(typeof(TReaction).Name)}");
        return this;
    }

    /// <summary>
    /// The same, for what comes in thousands: <typeparamref name="TReaction"/> is given up to a hundred events at once, which it
    /// keeps with <see cref="Batches.HandleBatch"/>; what is alone waits some milliseconds for others.
    /// </summary>
    public ReactionsBuilder AddBatchReaction<TReaction, TEvent>()
        where TReaction : class, IConsumer<Batch<TEvent>>
        where TEvent : class
    {
        bus.AddConsumer<TReaction>(consumer =>
                consumer.Options<BatchOptions>(batch =>
                    batch.SetMessageLimit(Max).SetTimeLimit(Timeout).SetConcurrencyLimit(2)
                )
            )
            .Endpoint(endpoint =>
                (endpoint.Name, endpoint.PrefetchCount) = (
                    $"{service}-{EventNames.Kebab(typeof(TReaction).Name)}",
                    2 * Max
                )
            );
        return this;
    }
}
