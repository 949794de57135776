using MassTransit;
using Portal.Contracts.Activations.V1;
using Portal.Licenses.Data;
using Portal.Messaging;

namespace Portal.Licenses.Reactions;

/// <summary>Keeps the licenses' slots in use as Activation counts them.</summary>
internal sealed class WhenSlotFreed(LicenseDb db, TimeProvider clock) : IConsumer<Batch<SlotFreed>>
{
    public Task Consume(ConsumeContext<Batch<SlotFreed>> context) =>
        context.HandleBatch(facts =>
            db.Upsert(
                [.. facts.Select(fact => new SlotUsage(fact.LicenseId, fact.UsageVersion, fact.UsedSlots))],
                Source.Event,
                clock.GetUtcNow(),
                context.CancellationToken
            )
        );
}
