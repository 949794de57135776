using MassTransit;
using Portal.Activations.Data;
using Portal.Contracts.Licensing.V1;
using Portal.Messaging;

namespace Portal.Activations.Reactions;

internal sealed class WhenLicenseChanged(ActivationDb db) : IConsumer<Batch<LicenseChanged>>
{
    public Task Consume(ConsumeContext<Batch<LicenseChanged>> context) =>
        context.HandleBatch(licenses => db.Upsert(licenses, context.CancellationToken));
}
