using MassTransit;
using Portal.Contracts.Activations.V1;
using Portal.Downloads.Data;
using Portal.Messaging;

namespace Portal.Downloads.Reactions;

internal sealed class WhenActivationDeactivated(DownloadDb db) : IConsumer<Batch<ActivationDeactivated>>
{
    public Task Consume(ConsumeContext<Batch<ActivationDeactivated>> context) =>
        context.HandleBatch(facts =>
            db.Upsert(
                [.. facts.Select(fact => new SlotUsage(fact.LicenseId, fact.UsageVersion, fact.UsedSlots))],
                Source.Event,
                context.CancellationToken
            )
        );
}
