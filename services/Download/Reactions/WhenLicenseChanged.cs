using MassTransit;
using Portal.Contracts.Licensing.V1;
using Portal.Downloads.Data;

namespace Portal.Downloads.Reactions;

internal sealed class WhenLicenseChanged(DownloadDb db) : IConsumer<LicenseChanged>
{
    public Task Consume(ConsumeContext<LicenseChanged> context) => db.Keep([context.Message], context.CancellationToken);
}
