using MassTransit;
using Portal.Activations.Data;
using Portal.Contracts.Licensing.V1;
using Portal.Messaging;

namespace Portal.Activations.Reactions;

internal sealed class WhenProductChanged(ActivationDb db) : IConsumer<ProductChanged>
{
    public Task Consume(ConsumeContext<ProductChanged> context) =>
        db.Upsert([context.Message], Source.Event, context.CancellationToken);
}
