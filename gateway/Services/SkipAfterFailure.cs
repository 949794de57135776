using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Portal.Gateway.Services;

/// <summary>A replica that cannot be talked to is left out for a few seconds, from the first failure on.</summary>
internal sealed class SkipAfterFailure(IDestinationHealthUpdater health) : IPassiveHealthCheckPolicy
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    public string Name => nameof(SkipAfterFailure);

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        if (context.GetForwarderErrorFeature()?.Error is ForwarderError.Request or ForwarderError.RequestTimedOut)
            health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, Rest);
    }
}
