using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Validation.Cache;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>An API key and the product it is for.</summary>
internal sealed record CachedApiKey(ApiKey Key, ProductCopy Product);

/// <summary>API keys by what a program sends, from memory where it can.</summary>
internal sealed class ApiKeys(LicenseCache licenses, IServiceScopeFactory scopes)
{
    private const int MaxKeyLength = 256;
    private readonly RowCache<string, CachedApiKey> _known = new(licenses);

    /// <summary>Null: no such key.</summary>
    public ValueTask<CachedApiKey?> Find(string? key, CancellationToken cancellationToken)
    {
        if (key is null or { Length: > MaxKeyLength })
            return default;
        var hash = ApiKey.HashOf(key);
        return _known.Get(hash, db => Load(db, hash, cancellationToken), scopes);
    }

    private static Task<CachedApiKey?> Load(ActivationDb db, string hash, CancellationToken cancellationToken) =>
        (
            from key in db.Set<ApiKey>().AsNoTracking()
            join product in db.Products.AsNoTracking() on key.ProductId equals product.Id
            where key.Hash == hash
            select new CachedApiKey(key, product)
        ).SingleOrDefaultAsync(cancellationToken);
}
