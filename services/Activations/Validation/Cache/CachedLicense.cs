using Portal.Activations.Domain;
using Portal.Rules;

namespace Portal.Activations.Validation.Cache;

/// <summary>A license with its product, as they were in the database when they were read.</summary>
/// <param name="version">Of <see cref="CacheInvalidation"/>, from before the read.</param>
internal sealed class CachedLicense(LicenseCopy license, CachedProduct product, long version)
{
    public LicenseCopy License => license;
    public long Version => version;
    public ProductCopy? Product => product.Product;
    public LicenseFacts Facts { get; } = license.Facts(product.Product);

    /// <summary>Null: the product has no such version.</summary>
    public DateTimeOffset? ReleasedAt(string? version) =>
        product.Releases.Count > 0
        && version is not null
        && product.Releases.TryGetValue(ReleaseCopy.Normal(version), out var at)
            ? at
            : null;
}

/// <param name="Releases">When each version was released, by its normal form.</param>
internal sealed record CachedProduct(ProductCopy? Product, IReadOnlyDictionary<string, DateTimeOffset> Releases);

/// <param name="Activation">The newest one; null if there never was one.</param>
/// <param name="Changed">It resembles an active device, but too many of its components differ.</param>
internal sealed record CachedDevice(Activation? Activation, bool Blocked, bool Changed);
