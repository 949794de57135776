using System.Security.Cryptography;
using System.Text;
using Portal.Contracts.Licensing.V1;
using Portal.Licensing.Client;

namespace Portal.Activations.Domain;

/// <summary>A machine by several components, of which some may change. Only hashes are kept.</summary>
internal sealed class Fingerprint
{
    public const int MaxComponents = 16;
    private const int MaxNameLength = 64,
        MaxValueLength = 255,
        HashLength = 32;

    private Fingerprint(IReadOnlyList<string> components) => Components = components;

    /// <summary><c>name:hash</c>, in the order of the names.</summary>
    public IReadOnlyList<string> Components { get; }

    /// <summary>The identifier of a machine whose program sent none: the same components are the same identifier.</summary>
    public string Identifier =>
        "fp-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Components))))[..40];

    /// <summary>
    /// False for too many components, and for names or values that are empty or too long. Known placeholders do not count; where nothing
    /// else is left, there is no fingerprint.
    /// </summary>
    public static bool TryParse(IReadOnlyDictionary<string, string>? sent, out Fingerprint? fingerprint)
    {
        fingerprint = null;
        if (sent is null or { Count: 0 })
            return true;
        if (
            sent.Count > MaxComponents
            || !sent.All(component => IsName(component.Key) && component.Value is { Length: > 0 and <= MaxValueLength })
        )
            return false;
        var real = sent.Where(component => !Placeholders.Has(component.Value))
            .Select(component => $"{component.Key}:{Hash(component.Key, component.Value)}")
            .Order(StringComparer.Ordinal)
            .ToList();
        fingerprint = real.Count == 0 ? null : new(real);
        return true;
    }

    /// <summary>From stored components, already hashed. False if malformed.</summary>
    public static bool TryReadStored(IReadOnlyList<string>? components, out Fingerprint? fingerprint)
    {
        fingerprint = components is { Count: > 0 } ? new([.. components.Order(StringComparer.Ordinal)]) : null;
        return components is null
            || components.Count <= MaxComponents
                && components.All(component =>
                    component.Split(':') is [var name, { Length: HashLength } hash]
                    && IsName(name)
                    && hash.All(char.IsAsciiHexDigitLower)
                );
    }

    /// <summary>True if this is the stored machine by the matching of the license.</summary>
    public bool Matches(IReadOnlyCollection<string>? stored, FingerprintMatching matching)
    {
        var same = Same(stored);
        return same > 0
            && matching switch
            {
                FingerprintMatching.Most => same * 2 > stored!.Count,
                FingerprintMatching.AnyTwo => same >= Minimum(matching),
                FingerprintMatching.Any => true,
                _ => same == stored!.Count,
            };
    }

    /// <summary>How many components a device needs at least so that this mode can recognise it.</summary>
    public static int Minimum(FingerprintMatching matching) => matching == FingerprintMatching.AnyTwo ? 2 : 1;

    /// <summary>True if any component is the same.</summary>
    public bool Resembles(IReadOnlyCollection<string>? stored) => Same(stored) > 0;

    private int Same(IReadOnlyCollection<string>? stored) =>
        stored?.Count(component => Components.Contains(component)) ?? 0;

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private static string Hash(string name, string value) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{value}")))[..HashLength];
}
