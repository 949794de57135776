using System.Collections.Concurrent;
using MassTransit;
using Portal.Messaging;
using Portal.ServiceDefaults.Tests.Contracts.Things.V1;

namespace Portal.ServiceDefaults.Tests.Running;

internal sealed class WhenThingChanged(ThingsDb db, Deliveries deliveries) : IConsumer<ThingChanged>
{
    public const string Queue = "things-when-thing-changed";

    public async Task Consume(ConsumeContext<ThingChanged> context)
    {
        deliveries.All.Enqueue(context.MessageId!.Value);
        if (context.Message.Name == "poison")
            throw new InvalidDataException("Nobody can digest this.");
        await db.Keep(context.Message, context.CancellationToken);
    }
}

/// <summary>The same for many at once.</summary>
internal sealed class WhenThingsChanged(ThingsDb db, Deliveries deliveries) : IConsumer<Batch<ThingChanged>>
{
    public const string Queue = "things-when-things-changed";

    public Task Consume(ConsumeContext<Batch<ThingChanged>> context)
    {
        Interlocked.Increment(ref deliveries.Batches);
        foreach (var one in context.Message)
            deliveries.All.Enqueue(one.MessageId!.Value);
        return context.HandleBatch(async facts =>
        {
            if (facts.Any(fact => fact.Name == "poison"))
                throw new InvalidDataException("Nobody can digest this.");
            foreach (var fact in facts)
                await db.Keep(fact, context.CancellationToken);
        });
    }
}

/// <summary>Ids of the messages that reached the reaction, also those that came twice.</summary>
internal sealed class Deliveries
{
    public ConcurrentQueue<Guid> All { get; } = [];

    /// <summary>How often a reaction to many at once was called.</summary>
    public int Batches;
}
