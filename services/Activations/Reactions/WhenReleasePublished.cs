using MassTransit;
using Portal.Activations.Data;
using Portal.Contracts.Downloads.V1;
using Portal.Messaging;

namespace Portal.Activations.Reactions;

internal sealed class WhenReleasePublished(ActivationDb db) : IConsumer<ReleasePublished>
{
    public Task Consume(ConsumeContext<ReleasePublished> context) =>
        db.Upsert([context.Message], Source.Event, context.CancellationToken);
}
