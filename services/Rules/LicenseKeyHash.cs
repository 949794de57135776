using System.Security.Cryptography;
using System.Text;

namespace Portal.Rules;

/// <summary>How a key is recognised where it is not kept.</summary>
public static class LicenseKeyHash
{
    /// <summary>SHA-256 (FIPS 180-4) of the key without surrounding white space, in upper case, as 64 lower-case hex digits.</summary>
    public static string Of(string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.Trim().ToUpperInvariant())));

    /// <summary>A key as lists show it, from its last four characters.</summary>
    public static string Mask(string hint) => "****-" + hint;
}
