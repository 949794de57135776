using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Portal.Gateway.Services;

/// <summary>One destination for every replica that service discovery knows.</summary>
internal sealed class ServiceDestinations(ServiceEndpointResolver services) : IDestinationResolver
{
    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        var replicas = new Dictionary<string, DestinationConfig>();
        var changes = new List<IChangeToken>();
        foreach (var (service, destination) in destinations)
        {
            var found = await services.GetEndpointsAsync(destination.Address, cancellationToken);
            foreach (var endpoint in found.Endpoints)
                replicas[$"{service}-{replicas.Count + 1}"] = destination with { Address = Address(endpoint) };
            changes.Add(found.ChangeToken);
        }
        return new ResolvedDestinationCollection(replicas, new CompositeChangeToken(changes));
    }

    private static string Address(ServiceEndpoint endpoint) =>
        endpoint.EndPoint is UriEndPoint address ? address.Uri.GetLeftPart(UriPartial.Authority) : $"http://{endpoint.EndPoint}";
}
