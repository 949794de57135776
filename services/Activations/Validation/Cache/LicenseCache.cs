using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Rules;

namespace Portal.Activations.Validation.Cache;

/// <summary>Licenses, their products and their devices, read through caches of this process.</summary>
internal sealed class LicenseCache(CacheInvalidation invalidation, IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int MaxLicenses = 50_000,
        MaxDevices = 100_000,
        MaxProducts = 10_000;

    private readonly ReadThroughCache<string, CachedLicense> _licenses = new(invalidation, clock, MaxLicenses);
    private readonly ReadThroughCache<(Guid LicenseId, string Device), CachedDevice> _devices = new(
        invalidation,
        clock,
        MaxDevices
    );
    private readonly ReadThroughCache<Guid, CachedProduct> _products = new(invalidation, clock, MaxProducts);

    /// <summary>Null: no license has this key.</summary>
    public ValueTask<CachedLicense?> Find(TypedKey key, CancellationToken cancellationToken) =>
        _licenses.Find(key.Hash) is { } cached ? new(cached) : new(Load(key, cancellationToken));

    /// <param name="key">What the caller identifies the device by.</param>
    /// <param name="reload">Skips the cache: the caller found the entry to be stale.</param>
    public async ValueTask<CachedDevice> FindDevice(
        CachedLicense license,
        string key,
        Func<ActivationDb, Task<CachedDevice>> load,
        bool reload = false
    )
    {
        if (!reload && _devices.Find((license.License.Id, key)) is { } cached)
            return cached;
        await using var scope = scopes.CreateAsyncScope();
        var device = await load(scope.ServiceProvider.GetRequiredService<ActivationDb>());
        // Inserts are not broadcast, so never cache a negative result.
        if (device.Activation is { DeactivatedAt: null })
            // The version of the license: its terms decide what counts as the same device.
            _devices.Add((license.License.Id, key), device, license.Version, license.License.Id);
        return device;
    }

    private async Task<CachedLicense?> Load(TypedKey key, CancellationToken cancellationToken)
    {
        var version = invalidation.Version;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ActivationDb>();
        var license = await ByKeyHash(db, key.Hash, cancellationToken);
        if (license is null && await db.FoldedMatch(key, cancellationToken) is { } meant)
            license = await ByKeyHash(db, meant, cancellationToken);
        if (license is null)
            return null;
        var loaded = new CachedLicense(license, await Product(license.ProductId, db, cancellationToken), version);
        // By the key it was issued with: a key that folds to it may be issued, too, and is then the nearer one at once.
        _licenses.Add(license.KeyHash, loaded, version, license.Id);
        return loaded;
    }

    private static readonly Func<ActivationDb, string, CancellationToken, Task<LicenseCopy?>> ByKeyHash =
        EF.CompileAsyncQuery(
            (ActivationDb db, string keyHash, CancellationToken _) =>
                db.Licenses.AsNoTracking().SingleOrDefault(row => row.KeyHash == keyHash)
        );

    private async Task<CachedProduct> Product(Guid id, ActivationDb db, CancellationToken cancellationToken)
    {
        if (_products.Find(id) is { } cached)
            return cached;
        var version = invalidation.Version;
        var product = await db.Products.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        var releases = await db
            .Releases.AsNoTracking()
            .Where(row => row.ProductId == id)
            .ToListAsync(cancellationToken);
        var loaded = new CachedProduct(
            product,
            releases
                .GroupBy(row => row.Version)
                .ToDictionary(group => group.Key, group => group.Min(row => row.ReleasedAt))
        );
        _products.Add(id, loaded, version);
        return loaded;
    }
}
