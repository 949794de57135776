using MassTransit;
using Portal.Contracts.Activations.V1;
using Portal.Licensing.Data;

namespace Portal.Licensing.Reactions;

/// <summary>Keeps the licenses' slots in use as Activation counts them.</summary>
internal sealed class WhenActivationCreated(LicenseDb db) : IConsumer<Batch<ActivationCreated>>
{
    public Task Consume(ConsumeContext<Batch<ActivationCreated>> context) => db.Keep([.. context.Message.Select(one => new SlotUsage(one.Message.LicenseId, one.Message.UsageVersion, one.Message.UsedSlots))], context.CancellationToken);
}
