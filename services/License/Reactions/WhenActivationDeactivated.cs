using MassTransit;
using Portal.Contracts.Activations.V1;
using Portal.Licensing.Data;
using Portal.ServiceDefaults;

namespace Portal.Licensing.Reactions;

/// <summary>Keeps the licenses' slots in use as Activation counts them.</summary>
internal sealed class WhenActivationDeactivated(LicenseDb db, TimeProvider clock)
    : IConsumer<Batch<ActivationDeactivated>>
{
    public Task Consume(ConsumeContext<Batch<ActivationDeactivated>> context) =>
        context.Keep(facts =>
            db.Keep(
                [.. facts.Select(fact => new SlotUsage(fact.LicenseId, fact.UsageVersion, fact.UsedSlots))],
                clock.GetUtcNow(),
                context.CancellationToken
            )
        );
}
