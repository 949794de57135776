using System.Security.Cryptography;
using System.Text;

namespace Portal.Rules;

/// <summary>How a key is recognised where it is not kept.</summary>
public static class LicenseKeyHash
{
    /// <summary>SHA-256 (FIPS 180-4) of the key without surrounding white space, as 64 lower-case hex digits.</summary>
    public static string Of(string key) => Sha256(key.Trim());

    /// <summary>
    /// The same of the key's folded form, by which it is found however it is typed; null if it is found exactly only.
    /// </summary>
    public static string? Folded(string issuedKey) =>
        KeyFolding.OfIssued(issuedKey) is { } folded ? Sha256(folded) : null;

    /// <summary>A key, or a part of one, in upper case without separators.</summary>
    public static string Fold(string text) => KeyFolding.Fold(text);

    /// <summary>A key as lists show it, from its last four characters.</summary>
    public static string Mask(string hint) => "****-" + hint;

    internal static string Sha256(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
