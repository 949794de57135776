using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;

namespace Portal.Activations.Validation.Cache;

/// <summary>
/// Licenses as they are in the database, cached in this process. The database notifies of every change and
/// <see cref="InvalidationListener"/> invalidates the entry; what this process changes, it invalidates before it answers. While
/// the listener is disconnected nothing is cached. Entries expire after one minute.
/// </summary>
internal sealed class LicenseCache(IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int MaxLicenses = 50_000,
        Stripes = 4096;
    private static readonly TimeSpan ListenTimeout = TimeSpan.FromSeconds(3),
        MaxAge = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, CachedLicense> _licenses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, string> _hashes = [];
    private readonly ConcurrentDictionary<Guid, CachedProduct> _products = [];

    // When each license (by the hash of its id) and everything was last invalidated, in changes counted by this process.
    private readonly long[] _invalidatedAt = new long[Stripes];
    private long _changes,
        _allInvalidatedAt,
        _connectedAt;
    private volatile bool _connected;

    /// <summary>Null: no license has this key.</summary>
    public ValueTask<CachedLicense?> Find(string keyHash, CancellationToken cancellationToken) =>
        IsCurrent && _licenses.TryGetValue(keyHash, out var known) && clock.GetElapsedTime(known.Since) < MaxAge
            ? ValueTask.FromResult<CachedLicense?>(known)
            : Load(keyHash, cancellationToken);

    /// <summary>What is known of a device, by whatever <paramref name="key"/> its caller looks for it.</summary>
    public async ValueTask<CachedDevice> Device(
        CachedLicense license,
        string key,
        Func<ActivationDb, Task<CachedDevice>> load,
        bool again = false
    )
    {
        if (!again && license.Devices.TryGetValue(key, out var known))
            return known;
        await using var scope = scopes.CreateAsyncScope();
        return license.Remember(key, await load(scope.ServiceProvider.GetRequiredService<ActivationDb>()));
    }

    public void Invalidate(Guid licenseId)
    {
        Volatile.Write(ref _invalidatedAt[Stripe(licenseId)], Interlocked.Increment(ref _changes));
        if (_hashes.TryRemove(licenseId, out var hash))
            _licenses.TryRemove(hash, out _);
    }

    public void InvalidateAll()
    {
        Volatile.Write(ref _allInvalidatedAt, Interlocked.Increment(ref _changes));
        _licenses.Clear();
        _hashes.Clear();
        _products.Clear();
    }

    /// <summary>The listener is connected as of now.</summary>
    public void MarkConnected()
    {
        Volatile.Write(ref _connectedAt, clock.GetTimestamp());
        _connected = true;
    }

    public void MarkDisconnected()
    {
        _connected = false;
        InvalidateAll();
    }

    /// <summary>Another number after every change that concerns more than one license; null while disconnected.</summary>
    public long? Epoch => IsCurrent ? Volatile.Read(ref _allInvalidatedAt) : null;

    private bool IsCurrent => _connected && clock.GetElapsedTime(Volatile.Read(ref _connectedAt)) < ListenTimeout;

    private async ValueTask<CachedLicense?> Load(string keyHash, CancellationToken cancellationToken)
    {
        var began = Volatile.Read(ref _changes);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ActivationDb>();
        if (await ByKeyHash(db, keyHash, cancellationToken) is not { } license)
            return null;
        var loaded = new CachedLicense(
            license,
            await Product(license.ProductId, db, cancellationToken),
            clock.GetTimestamp()
        );
        if (!IsCurrent)
            return loaded;
        if (_licenses.Count >= MaxLicenses)
            InvalidateAll();
        (_licenses[keyHash], _hashes[license.Id]) = (loaded, keyHash);
        // Whoever changed it meanwhile found nothing to invalidate.
        if (
            Volatile.Read(ref _invalidatedAt[Stripe(license.Id)]) > began
            || Volatile.Read(ref _allInvalidatedAt) > began
        )
            _licenses.TryRemove(keyHash, out _);
        return loaded;
    }

    private static readonly Func<ActivationDb, string, CancellationToken, Task<LicenseCopy?>> ByKeyHash =
        EF.CompileAsyncQuery(
            (ActivationDb db, string keyHash, CancellationToken _) =>
                db.Licenses.AsNoTracking().SingleOrDefault(row => row.KeyHash == keyHash)
        );

    private async Task<CachedProduct> Product(Guid id, ActivationDb db, CancellationToken cancellationToken)
    {
        if (IsCurrent && _products.TryGetValue(id, out var known))
            return known;
        var began = Volatile.Read(ref _changes);
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
        if (!IsCurrent)
            return loaded;
        _products[id] = loaded;
        if (Volatile.Read(ref _allInvalidatedAt) > began)
            _products.TryRemove(id, out _);
        return loaded;
    }

    private static int Stripe(Guid licenseId) => (int)((uint)licenseId.GetHashCode() % Stripes);
}
