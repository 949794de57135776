using MassTransit;
using Portal.Contracts.Activations.V1;
using Portal.Licensing.Data;

namespace Portal.Licensing.Reactions;

/// <summary>Keeps the license's slots in use as Activation counts them.</summary>
internal sealed class WhenActivationCreated(LicenseDb db) : IConsumer<ActivationCreated>
{
    public Task Consume(ConsumeContext<ActivationCreated> context) =>
        SlotUsage.Keep(db, context.Message.LicenseId, context.Message.UsedSlots, context.Message.UsageVersion, context.CancellationToken);
}
