using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Validation.Cache;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>An API key and the product it is for.</summary>
internal sealed record CachedApiKey(ApiKey Key, ProductCopy Product);

/// <summary>Finds API keys by what a program sends, cached in this process.</summary>
internal sealed class ApiKeys(CacheInvalidation invalidation, IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int MaxKeyLength = 256,
        MaxCached = 10_000;
    private readonly ReadThroughCache<string, CachedApiKey> _cache = new(invalidation, clock, MaxCached);

    /// <summary>Null: no such key.</summary>
    public ValueTask<CachedApiKey?> Find(string? key, CancellationToken cancellationToken)
    {
        if (key is null or { Length: > MaxKeyLength })
            return default;
        var hash = ApiKey.HashOf(key);
        return _cache.Find(hash) is { } cached ? new(cached) : new(Load(hash, cancellationToken));
    }

    private async Task<CachedApiKey?> Load(string hash, CancellationToken cancellationToken)
    {
        var version = invalidation.Version;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ActivationDb>();
        var found = await (
            from key in db.Set<ApiKey>().AsNoTracking()
            join product in db.Products.AsNoTracking() on key.ProductId equals product.Id
            where key.Hash == hash
            select new CachedApiKey(key, product)
        ).SingleOrDefaultAsync(cancellationToken);
        if (found is not null)
            _cache.Add(hash, found, version);
        return found;
    }
}
