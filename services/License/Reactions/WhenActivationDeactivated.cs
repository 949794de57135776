using MassTransit;
using Portal.Contracts.Activations.V1;
using Portal.Licensing.Data;

namespace Portal.Licensing.Reactions;

/// <summary>Keeps the licenses' slots in use as Activation counts them.</summary>
internal sealed class WhenActivationDeactivated(LicenseDb db) : IConsumer<Batch<ActivationDeactivated>>
{
    public Task Consume(ConsumeContext<Batch<ActivationDeactivated>> context) => db.Keep([.. context.Message.Select(one => new SlotUsage(one.Message.LicenseId, one.Message.UsageVersion, one.Message.UsedSlots))], context.CancellationToken);
}
