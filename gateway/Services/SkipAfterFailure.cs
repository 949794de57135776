using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Portal.Gateway.Services;

/// <summary>
/// A replica that cannot be connected to is left out for a few seconds, from the first failure on. Whatever else fails may be the
/// request's doing, and must not make all replicas look ill; a replica that hangs is found by the active check.
/// </summary>
internal sealed class SkipAfterFailure(IDestinationHealthUpdater health) : IPassiveHealthCheckPolicy
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    public string Name => nameof(SkipAfterFailure);

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        if (
            context.GetForwarderErrorFeature() is
            { Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } }
        )
            health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, Rest);
    }
}
