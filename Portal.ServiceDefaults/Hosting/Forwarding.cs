using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;

namespace Portal.ServiceDefaults;

internal static class Forwarding
{
    private static readonly string[] Private =
    [
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "::1/128",
        "fc00::/7",
    ];

    /// <summary>The client's address, host and scheme as a proxy inside our network says; anybody else's word is ignored.</summary>
    public static void FromOurGateway(ForwardedHeadersOptions options)
    {
        options.ForwardedHeaders =
            ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedProto;
        foreach (var network in Private)
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
    }
}
