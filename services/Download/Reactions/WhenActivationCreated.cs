using MassTransit;
using Portal.Contracts.Activations.V1;
using Portal.Downloads.Data;

namespace Portal.Downloads.Reactions;

internal sealed class WhenActivationCreated(DownloadDb db) : IConsumer<Batch<ActivationCreated>>
{
    public Task Consume(ConsumeContext<Batch<ActivationCreated>> context) => db.Keep([.. context.Message.Select(one => new SlotUsage(one.Message.LicenseId, one.Message.UsageVersion, one.Message.UsedSlots))], context.CancellationToken);
}
