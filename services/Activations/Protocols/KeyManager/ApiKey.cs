using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>Authorizes the programs of one product to call the KeyManager API. Only the hash of the key is stored.</summary>
internal sealed class ApiKey
{
    private const string Prefix = "km_";

    public required Guid Id { get; init; }

    /// <summary>SHA-256 (FIPS 180-4) as 64 lower-case hex digits.</summary>
    public required string Hash { get; init; }

    /// <summary>The last four characters, to recognise it by.</summary>
    public required string Hint { get; init; }

    public string? Name { get; init; }
    public required Guid ProductId { get; init; }

    /// <summary>Null: licenses of every environment.</summary>
    public string? Environment { get; init; }

    /// <summary>Addresses and networks that may use it; empty: all.</summary>
    public required List<string> Networks { get; init; }

    /// <summary>Of <see cref="Operation"/>; empty: all.</summary>
    public required List<string> Operations { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; private set; }

    public static string NewKey() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    public static string HashOf(string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.Trim())));

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    public bool May(string operation) => Operations.Count == 0 || Operations.Contains(operation);

    public bool MayComeFrom(IPAddress? address)
    {
        if (Networks.Count == 0)
            return true;
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null
            && Networks.Exists(network => ParseNetwork(network) is { } parsed && parsed.Contains(plain));
    }

    /// <summary>An address or a CIDR network; null for anything else.</summary>
    public static IPNetwork? ParseNetwork(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : null;
}
