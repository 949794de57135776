using MassTransit;
using Portal.Contracts.Licensing.V1;
using Portal.Downloads.Data;
using Portal.Messaging;

namespace Portal.Downloads.Reactions;

internal sealed class WhenLicenseChanged(DownloadDb db) : IConsumer<Batch<LicenseChanged>>
{
    public Task Consume(ConsumeContext<Batch<LicenseChanged>> context) =>
        context.HandleBatch(licenses => db.Upsert(licenses, context.CancellationToken));
}
