using MassTransit;
using Portal.Contracts.Activations.V1;
using Portal.Licensing.Data;

namespace Portal.Licensing.Reactions;

/// <summary>Keeps the license's slots in use as Activation counts them.</summary>
internal sealed class WhenActivationDeactivated(LicenseDb db) : IConsumer<ActivationDeactivated>
{
    public Task Consume(ConsumeContext<ActivationDeactivated> context) =>
        SlotUsage.Keep(db, context.Message.LicenseId, context.Message.UsedSlots, context.Message.UsageVersion, context.CancellationToken);
}
