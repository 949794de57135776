using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;

namespace Portal.Activations.KeyManager;

/// <summary>An API key and the product it is for.</summary>
internal sealed record KnownApiKey(ApiKey Key, ProductCopy Product);

/// <summary>API keys by what a program sends, from memory where it can.</summary>
internal sealed class ApiKeys(LicenseCache licenses, IServiceScopeFactory scopes)
{
    private const int LongestKey = 256;
    private readonly Remembered<string, KnownApiKey> known = new(licenses);

    /// <summary>Null: no such key.</summary>
    public ValueTask<KnownApiKey?> Find(string? key, CancellationToken cancellationToken)
    {
        if (key is null or { Length: > LongestKey })
            return default;
        var hash = ApiKey.HashOf(key);
        return known.Get(hash, db => Load(db, hash, cancellationToken), scopes);
    }

    private static Task<KnownApiKey?> Load(ActivationDb db, string hash, CancellationToken cancellationToken) =>
        (
            from key in db.Set<ApiKey>().AsNoTracking()
            join product in db.Products.AsNoTracking() on key.ProductId equals product.Id
            where key.Hash == hash
            select new KnownApiKey(key, product)
        ).SingleOrDefaultAsync(cancellationToken);
}
