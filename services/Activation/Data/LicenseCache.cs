using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Domain;

namespace Portal.Activations.Data;

/// <summary>
/// Licenses as they are in the database, in the memory of this process. Every change is told by the database
/// (<see cref="ListenForChanges"/>) and forgotten here; what this process changes itself, it forgets before it answers. While
/// nobody listens nothing is remembered and every question goes to the database. Nothing is believed for longer than a minute.
/// </summary>
internal sealed class LicenseCache(IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int MostLicenses = 50_000,
        Stripes = 4096;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(3),
        LongestBelieved = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, KnownLicense> licenses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, string> hashes = [];
    private readonly ConcurrentDictionary<Guid, KnownProduct> products = [];

    // When each license (by the hash of its id) and everything was last forgotten, in changes counted by this process.
    private readonly long[] forgotten = new long[Stripes];
    private long changes,
        allForgotten,
        heard;
    private volatile bool listening;

    /// <summary>Null: no license has this key.</summary>
    public ValueTask<KnownLicense?> Find(string keyHash, CancellationToken cancellationToken) =>
        IsCurrent && licenses.TryGetValue(keyHash, out var known) && clock.GetElapsedTime(known.Since) < LongestBelieved
            ? ValueTask.FromResult<KnownLicense?>(known)
            : Load(keyHash, cancellationToken);

    /// <summary>What is known of a device, by whatever <paramref name="key"/> its caller looks for it.</summary>
    public async ValueTask<KnownDevice> Device(
        KnownLicense license,
        string key,
        Func<ActivationDb, Task<KnownDevice>> load,
        bool again = false
    )
    {
        if (!again && license.Devices.TryGetValue(key, out var known))
            return known;
        await using var scope = scopes.CreateAsyncScope();
        return license.Remember(key, await load(scope.ServiceProvider.GetRequiredService<ActivationDb>()));
    }

    public void Forget(Guid licenseId)
    {
        Volatile.Write(ref forgotten[Stripe(licenseId)], Interlocked.Increment(ref changes));
        if (hashes.TryRemove(licenseId, out var hash))
            licenses.TryRemove(hash, out _);
    }

    public void ForgetAll()
    {
        Volatile.Write(ref allForgotten, Interlocked.Increment(ref changes));
        licenses.Clear();
        hashes.Clear();
        products.Clear();
    }

    /// <summary>The database was heard just now.</summary>
    public void Heard()
    {
        Volatile.Write(ref heard, clock.GetTimestamp());
        listening = true;
    }

    public void Deaf()
    {
        listening = false;
        ForgetAll();
    }

    /// <summary>Another number after every change that concerns more than one license; null while nobody listens.</summary>
    public long? Epoch => IsCurrent ? Volatile.Read(ref allForgotten) : null;

    private bool IsCurrent => listening && clock.GetElapsedTime(Volatile.Read(ref heard)) < LongestSilence;

    private async ValueTask<KnownLicense?> Load(string keyHash, CancellationToken cancellationToken)
    {
        var began = Volatile.Read(ref changes);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ActivationDb>();
        if (await ByKeyHash(db, keyHash, cancellationToken) is not { } license)
            return null;
        var loaded = new KnownLicense(
            license,
            await Product(license.ProductId, db, cancellationToken),
            clock.GetTimestamp()
        );
        if (!IsCurrent)
            return loaded;
        if (licenses.Count >= MostLicenses)
            ForgetAll();
        (licenses[keyHash], hashes[license.Id]) = (loaded, keyHash);
        // Whoever changed it meanwhile found nothing to forget.
        if (Volatile.Read(ref forgotten[Stripe(license.Id)]) > began || Volatile.Read(ref allForgotten) > began)
            licenses.TryRemove(keyHash, out _);
        return loaded;
    }

    private static readonly Func<ActivationDb, string, CancellationToken, Task<LicenseCopy?>> ByKeyHash =
        EF.CompileAsyncQuery(
            (ActivationDb db, string keyHash, CancellationToken _) =>
                db.Licenses.AsNoTracking().SingleOrDefault(row => row.KeyHash == keyHash)
        );

    private async Task<KnownProduct> Product(Guid id, ActivationDb db, CancellationToken cancellationToken)
    {
        if (IsCurrent && products.TryGetValue(id, out var known))
            return known;
        var began = Volatile.Read(ref changes);
        var product = await db.Products.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        var releases = await db
            .Releases.AsNoTracking()
            .Where(row => row.ProductId == id)
            .ToListAsync(cancellationToken);
        var loaded = new KnownProduct(
            product,
            releases
                .GroupBy(row => row.Version)
                .ToDictionary(group => group.Key, group => group.Min(row => row.ReleasedAt))
        );
        if (!IsCurrent)
            return loaded;
        products[id] = loaded;
        if (Volatile.Read(ref allForgotten) > began)
            products.TryRemove(id, out _);
        return loaded;
    }

    private static int Stripe(Guid licenseId) => (int)((uint)licenseId.GetHashCode() % Stripes);
}
