using MassTransit;
using Portal.Contracts.Activations.V1;
using Portal.Downloads.Data;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Reactions;

internal sealed class WhenActivationDeactivated(DownloadDb db) : IConsumer<Batch<ActivationDeactivated>>
{
    public Task Consume(ConsumeContext<Batch<ActivationDeactivated>> context) =>
        context.Keep(facts =>
            db.Keep(
                [.. facts.Select(fact => new SlotUsage(fact.LicenseId, fact.UsageVersion, fact.UsedSlots))],
                context.CancellationToken
            )
        );
}
