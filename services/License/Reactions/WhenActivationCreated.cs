using MassTransit;
using Portal.Contracts.Activations.V1;
using Portal.Licensing.Data;
using Portal.ServiceDefaults;

namespace Portal.Licensing.Reactions;

/// <summary>Keeps the licenses' slots in use as Activation counts them.</summary>
internal sealed class WhenActivationCreated(LicenseDb db, TimeProvider clock) : IConsumer<Batch<ActivationCreated>>
{
    public Task Consume(ConsumeContext<Batch<ActivationCreated>> context) =>
        context.Keep(facts =>
            db.Keep(
                [.. facts.Select(fact => new SlotUsage(fact.LicenseId, fact.UsageVersion, fact.UsedSlots))],
                clock.GetUtcNow(),
                context.CancellationToken
            )
        );
}
