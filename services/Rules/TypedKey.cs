namespace Portal.Rules;

/// <summary>
/// A license key as a program sent it or a person typed it, by its hashes. It means the license with exactly this key; failing that,
/// the only one whose folded key is the same.
/// </summary>
public sealed class TypedKey
{
    private readonly string _text;
    private IReadOnlyList<string>? _folded;

    private TypedKey(string hash, string text) => (Hash, _text) = (hash, text);

    public static TypedKey Of(string text) => new(LicenseKeyHash.Of(text), text);

    /// <summary>The key of a license that was found before, by its <see cref="LicenseKeyHash.Of"/>.</summary>
    public static TypedKey Stored(string hash) => new(hash, "");

    /// <summary>Of exactly this key.</summary>
    public string Hash { get; }

    /// <summary>What <see cref="LicenseKeyHash.Folded"/> may be for the key that is meant, the most likely first.</summary>
    public IReadOnlyList<string> FoldedHashes =>
        _folded ??= [.. KeyFolding.OfTyped(_text).Select(LicenseKeyHash.Sha256)];
}
