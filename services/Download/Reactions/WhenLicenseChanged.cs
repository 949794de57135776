using MassTransit;
using Portal.Contracts.Licensing.V1;
using Portal.Downloads.Data;

namespace Portal.Downloads.Reactions;

internal sealed class WhenLicenseChanged(DownloadDb db) : IConsumer<Batch<LicenseChanged>>
{
    public Task Consume(ConsumeContext<Batch<LicenseChanged>> context) => db.Keep(context.Message.Select(one => one.Message), context.CancellationToken);
}
