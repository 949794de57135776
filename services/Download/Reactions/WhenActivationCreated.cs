using MassTransit;
using Portal.Contracts.Activations.V1;
using Portal.Downloads.Data;

namespace Portal.Downloads.Reactions;

internal sealed class WhenActivationCreated(DownloadDb db) : IConsumer<ActivationCreated>
{
    public Task Consume(ConsumeContext<ActivationCreated> context)
    {
        var fact = context.Message;
        return db.KeepUsage(fact.LicenseId, fact.UsageVersion, fact.UsedSlots, context.CancellationToken);
    }
}
