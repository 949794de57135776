using MassTransit;
using Portal.Contracts.Licensing.V1;
using Portal.Downloads.Data;
using Portal.Messaging;

namespace Portal.Downloads.Reactions;

internal sealed class WhenProductChanged(DownloadDb db) : IConsumer<ProductChanged>
{
    public Task Consume(ConsumeContext<ProductChanged> context) =>
        db.Upsert([context.Message], Source.Event, context.CancellationToken);
}
