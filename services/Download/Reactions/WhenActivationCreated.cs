using MassTransit;
using Portal.Contracts.Activations.V1;
using Portal.Downloads.Data;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Reactions;

internal sealed class WhenActivationCreated(DownloadDb db) : IConsumer<Batch<ActivationCreated>>
{
    public Task Consume(ConsumeContext<Batch<ActivationCreated>> context) =>
        context.Keep(facts =>
            db.Keep(
                [.. facts.Select(fact => new SlotUsage(fact.LicenseId, fact.UsageVersion, fact.UsedSlots))],
                context.CancellationToken
            )
        );
}
