using MassTransit;
using Portal.Contracts.Activations.V1;
using Portal.Downloads.Data;

namespace Portal.Downloads.Reactions;

internal sealed class WhenActivationDeactivated(DownloadDb db) : IConsumer<Batch<ActivationDeactivated>>
{
    public Task Consume(ConsumeContext<Batch<ActivationDeactivated>> context) => db.Keep([.. context.Message.Select(one => new SlotUsage(one.Message.LicenseId, one.Message.UsageVersion, one.Message.UsedSlots))], context.CancellationToken);
}
