using System.Collections.Concurrent;
using Portal.Activations.Domain;
using Portal.Rules;

namespace Portal.Activations.Validation.Cache;

/// <summary>A license as it is right now, its product, and the active devices that were asked about.</summary>
/// <param name="since">When it was read.</param>
internal sealed class CachedLicense(LicenseCopy license, CachedProduct product, long since)
{
    private const int MaxDevices = 10_000;

    public LicenseCopy License => license;
    public long Since => since;
    public ProductCopy? Product => product.Product;
    public LicenseFacts Facts { get; } = license.Facts(product.Product);
    public ConcurrentDictionary<string, CachedDevice> Devices { get; } = new(StringComparer.Ordinal);

    /// <summary>Null: such a version is not known.</summary>
    public DateTimeOffset? ReleasedAt(string? version) =>
        product.Releases.Count > 0
        && version is not null
        && product.Releases.TryGetValue(ReleaseCopy.Normal(version), out var at)
            ? at
            : null;

    /// <summary>Nobody is told of a new activation: that there is none, nobody may remember.</summary>
    public CachedDevice Remember(string key, CachedDevice device)
    {
        if (device.Activation is not { DeactivatedAt: null })
            return device;
        if (Devices.Count >= MaxDevices)
            Devices.Clear();
        return Devices[key] = device;
    }
}

/// <param name="Releases">When each version was released, by its normal form.</param>
internal sealed record CachedProduct(ProductCopy? Product, IReadOnlyDictionary<string, DateTimeOffset> Releases);

/// <param name="Activation">The newest one; null if there never was one.</param>
/// <param name="Changed">It looks like a device that is active, but too much of it is different.</param>
internal sealed record CachedDevice(Activation? Activation, bool Blocked, bool Changed);
