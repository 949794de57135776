using MassTransit;
using Portal.Activations.Data;
using Portal.Contracts.Licensing.V1;

namespace Portal.Activations.Reactions;

internal sealed class WhenLicenseChanged(ActivationDb db) : IConsumer<LicenseChanged>
{
    public Task Consume(ConsumeContext<LicenseChanged> context) => db.Keep([context.Message], context.CancellationToken);
}
