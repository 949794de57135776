using MassTransit;
using Portal.Contracts.Activations.V1;
using Portal.Downloads.Data;
using Portal.Messaging;

namespace Portal.Downloads.Reactions;

internal sealed class WhenSlotFreed(DownloadDb db) : IConsumer<Batch<SlotFreed>>
{
    public Task Consume(ConsumeContext<Batch<SlotFreed>> context) =>
        context.HandleBatch(facts =>
            db.Upsert(
                [.. facts.Select(fact => new SlotUsage(fact.LicenseId, fact.UsageVersion, fact.UsedSlots))],
                Source.Event,
                context.CancellationToken
            )
        );
}
