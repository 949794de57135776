using MassTransit;
using Portal.Contracts.Activations.V1;
using Portal.Downloads.Data;

namespace Portal.Downloads.Reactions;

internal sealed class WhenActivationDeactivated(DownloadDb db) : IConsumer<ActivationDeactivated>
{
    public Task Consume(ConsumeContext<ActivationDeactivated> context)
    {
        var fact = context.Message;
        return db.KeepUsage(fact.LicenseId, fact.UsageVersion, fact.UsedSlots, context.CancellationToken);
    }
}
