using MassTransit;

namespace Portal.ServiceDefaults;

/// <summary>The reactions of one service, by name.</summary>
public sealed class ReactionsBuilder(IBusRegistrationConfigurator bus, string service)
{
    /// <summary>
    /// Has <typeparamref name="TReaction"/> consume <typeparamref name="TEvent"/> from a queue of its own. It must be idempotent
    /// by business state.
    /// </summary>
    public ReactionsBuilder AddReaction<TReaction, TEvent>() where TReaction : class, IConsumer<TEvent> where TEvent : class
    {
        bus.AddConsumer<TReaction>().Endpoint(endpoint => endpoint.Name = $"{service}-{EventNames.Kebab(typeof(TReaction).Name)}");
        return this;
    }
}
