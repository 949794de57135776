using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Signing;
using Portal.Activations.Validation.Cache;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>
/// The RSA keys of products, and the one for answers that know no product; the first of each is made when it is needed, once,
/// whatever runs at the same time. <c>KeyManager:KeySize</c> says how many bits a new one has.
/// </summary>
internal sealed class ProductKeys(
    LicenseCache licenses,
    IServiceScopeFactory scopes,
    SealingKey sealing,
    IConfiguration configuration,
    TimeProvider clock
)
{
    private const long Lock = 0x5253414B;
    private readonly RowCache<Guid, IReadOnlyList<ProductKey>> _known = new(licenses);
    private readonly ConcurrentDictionary<Guid, RSA> _opened = [];

    /// <summary>Published keys of a product, the oldest first.</summary>
    /// <param name="productId">Null: of answers that know no product.</param>
    public async ValueTask<IReadOnlyList<ProductKey>> Of(Guid? productId, CancellationToken cancellationToken) =>
        (await _known.Get(productId ?? Guid.Empty, db => ReadOrCreate(db, productId, cancellationToken), scopes))!;

    /// <summary>The key that signs now.</summary>
    public async ValueTask<(Guid Id, RSA Key)> Signing(Guid? productId, CancellationToken cancellationToken)
    {
        var key = ProductKey.Current(await Of(productId, cancellationToken), clock.GetUtcNow());
        return (key.Id, _opened.GetOrAdd(key.Id, _ => Open(key)));
    }

    /// <summary>A key to be stored: a new one, or one that programs in the field know already.</summary>
    public ProductKey New(Guid? productId, DateTimeOffset signsFrom, RSA? given = null)
    {
        using var made = given is null ? RSA.Create(SizeOf(configuration)) : null;
        var (rsa, id, now) = (given ?? made!, Guid.CreateVersion7(), clock.GetUtcNow());
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

    private async Task<IReadOnlyList<ProductKey>?> ReadOrCreate(
        ActivationDb db,
        Guid? productId,
        CancellationToken cancellationToken
    )
    {
        if (await Read() is { Count: > 0 } keys)
            return keys;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancellationToken);
        // A rival may have made it while this one waited.
        if (await Read() is { Count: > 0 } made)
            return made;
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
