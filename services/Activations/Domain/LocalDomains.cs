using System.Net;

namespace Portal.Activations.Domain;

/// <summary>Domains on which a site is built and tried out. Where the license says so, they take no slot.</summary>
internal static class LocalDomains
{
    private static readonly string[] Names = ["localhost", "local", "test", "invalid", "example"];
    private static readonly string[] Prefixes = ["staging.", "dev."];
    private static readonly IPNetwork[] Networks =
    [
        .. new[]
        {
            "127.0.0.0/8",
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "169.254.0.0/16",
            "::1/128",
            "fc00::/7",
            "fe80::/10",
        }.Select(IPNetwork.Parse),
    ];

    /// <param name="host">In its normal form.</param>
    public static bool Has(string host) =>
        IPAddress.TryParse(host, out var address)
            ? Networks.Any(network => network.Contains(address))
            : Names.Any(name => host == name || host.EndsWith("." + name, StringComparison.Ordinal))
                || Prefixes.Any(prefix => host.StartsWith(prefix, StringComparison.Ordinal));
}
