using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Signing;
using Portal.Activations.Validation.Cache;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>
/// The RSA keys of products, and the one for answers that concern no product. The first key of each is created on first use;
/// an advisory lock keeps two processes from creating two. <c>KeyManager:KeySize</c>: bits of a new key.
/// </summary>
internal sealed class ProductKeys(
    CacheInvalidation invalidation,
    IServiceScopeFactory scopes,
    SealingKey sealing,
    IConfiguration configuration,
    TimeProvider clock
)
{
    private const long Lock = 0x5253414B;
    private const int MaxCached = 10_000;
    private readonly ReadThroughCache<Guid, IReadOnlyList<ProductKey>> _cache = new(invalidation, clock, MaxCached);
    private readonly ConcurrentDictionary<Guid, RSA> _opened = [];

    /// <summary>Published keys of a product, the oldest first.</summary>
    /// <param name="productId">Null: of answers that concern no product.</param>
    public async ValueTask<IReadOnlyList<ProductKey>> Of(Guid? productId, CancellationToken cancellationToken)
    {
        if (_cache.Find(productId ?? Guid.Empty) is { } cached)
            return cached;
        var version = invalidation.Version;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ActivationDb>();
        var keys = await ReadOrCreate(db, productId, cancellationToken);
        _cache.Add(productId ?? Guid.Empty, keys, version);
        return keys;
    }

    /// <summary>The key that signs now.</summary>
    public async ValueTask<RSA> Signing(Guid? productId, CancellationToken cancellationToken)
    {
        var key = ProductKey.Current(await Of(productId, cancellationToken), clock.GetUtcNow());
        return _opened.GetOrAdd(key.Id, _ => Open(key));
    }

    /// <summary>A key to be stored: a new one, or one that programs in the field already trust.</summary>
    public ProductKey New(Guid? productId, DateTimeOffset signsFrom, RSA? imported = null)
    {
        using var created = imported is null ? RSA.Create(SizeOf(configuration)) : null;
        var (rsa, id, now) = (imported ?? created!, Guid.CreateVersion7(), clock.GetUtcNow());
        return new()
        {
            Id = id,
            ProductId = productId,
            Bits = rsa.KeySize,
            PublicKey = rsa.ExportSubjectPublicKeyInfo(),
            PrivateKey = sealing.Seal(rsa.ExportPkcs8PrivateKey(), id.ToString()),
            CreatedAt = now,
            SignsFrom = signsFrom,
        };
    }

    public static int SizeOf(IConfiguration configuration) =>
        configuration.GetValue("KeyManager:KeySize", ProductKey.DefaultSize)
            is >= ProductKey.MinSize
                and <= ProductKey.MaxSize
                and var bits
            ? bits
            : throw new InvalidOperationException(
                $"KeyManager:KeySize is not between {ProductKey.MinSize} and {ProductKey.MaxSize}."
            );

    private async Task<IReadOnlyList<ProductKey>> ReadOrCreate(
        ActivationDb db,
        Guid? productId,
        CancellationToken cancellationToken
    )
    {
        if (await Read() is { Count: > 0 } keys)
            return keys;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancellationToken);
        // Another process may have created it while this one waited for the lock.
        if (await Read() is { Count: > 0 } created)
            return created;
        var key = New(productId, clock.GetUtcNow());
        db.Add(key);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [key];

        Task<List<ProductKey>> Read() =>
            db.Set<ProductKey>()
                .AsNoTracking()
                .Where(key => key.ProductId == productId)
                .OrderBy(key => key.CreatedAt)
                .ToListAsync(cancellationToken);
    }

    private RSA Open(ProductKey key)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(sealing.Open(key.PrivateKey, key.Id.ToString()), out _);
        return rsa;
    }
}
