using MassTransit;
using Portal.Activations.Data;
using Portal.Contracts.Licensing.V1;

namespace Portal.Activations.Reactions;

internal sealed class WhenLicenseChanged(ActivationDb db) : IConsumer<Batch<LicenseChanged>>
{
    public Task Consume(ConsumeContext<Batch<LicenseChanged>> context) => db.Keep([.. context.Message.Select(one => one.Message)], context.CancellationToken);
}
