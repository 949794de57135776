using System.Net;
using Portal.Contracts.Licensing.V1;

namespace Portal.Activations.Domain;

/// <summary>Domains on which a site is built and tried out. Where the license says so, they take no slot.</summary>
internal static class LocalDomains
{
    private static readonly string[] Names = ["localhost", "local", "test", "invalid", "example", "ddev.site"];
    private static readonly string[] Prefixes = ["staging.", "stage.", "dev.", "test."];
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
    /// <param name="more">Of the license; see <see cref="UsageTerms.UncountedDomains"/>.</param>
    public static bool Has(string host, string? more = null) =>
        IsOneOf(host, Names, Prefixes, Networks)
        || more?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words
            && IsOneOf(
                host,
                words.Where(word => !word.EndsWith('.')),
                words.Where(word => word.EndsWith('.')),
                words
                    .Select(word => IPNetwork.TryParse(word, out var network) ? network : (IPNetwork?)null)
                    .OfType<IPNetwork>()
            );

    private static bool IsOneOf(
        string host,
        IEnumerable<string> names,
        IEnumerable<string> prefixes,
        IEnumerable<IPNetwork> networks
    ) =>
        IPAddress.TryParse(host, out var address)
            ? networks.Any(network => network.Contains(address)) || names.Contains(host)
            : names.Any(name => host == name || host.EndsWith("." + name, StringComparison.Ordinal))
                || prefixes.Any(prefix => host.StartsWith(prefix, StringComparison.Ordinal));
}
