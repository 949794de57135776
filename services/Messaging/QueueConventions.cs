using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults;

namespace Portal.Messaging;

/// <summary>
/// Every queue: quorum; a failing message is tried five times, then put aside and counted; an outage of the database is waited
/// out, however long it takes. Retries wrap the reaction and its transaction.
/// </summary>
internal static class QueueConventions
{
    public static void Apply(IRegistrationContext context, string queue, IReceiveEndpointConfigurator endpoint)
    {
        var topology = context.GetRequiredService<EventTopology>();
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.SetQuorumQueue();
            rabbit.ConfigureChannel(channel => channel.UseFilter(topology.Of(queue)));
        }
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(Outage.Is);
            retry.Exponential(
                int.MaxValue,
                TimeSpan.FromMilliseconds(200),
                TimeSpan.FromSeconds(3),
                TimeSpan.FromMilliseconds(300)
            );
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Ignore<Exception>(Outage.Is);
            retry.Exponential(
                5,
                TimeSpan.FromMilliseconds(100),
                TimeSpan.FromSeconds(10),
                TimeSpan.FromMilliseconds(200)
            );
        });
        endpoint.ConfigureError(error =>
        {
            error.UseFilter(context.GetRequiredService<DeadLetters>());
            error.UseFilter(new ErrorTransportFilter());
        });
    }
}
