using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Protocols.KeyManager;
using Portal.Activations.Validation.Cache;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Management;

/// <summary>Publishes another RSA key of a product, which signs from a later time on. The others stay published.</summary>
internal static class RotateProductKey
{
    /// <summary>Programs must have fetched it by then, or come with it in their next version.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(30);

    /// <param name="ProductId">Null: of answers that know no product.</param>
    /// <param name="SignsFrom">Default: in thirty days. At once if it has passed.</param>
    /// <param name="PrivateKey">RSA in PEM: one that programs in the field know already. Default: a generated one.</param>
    public sealed record Request(
        Guid? ProductId,
        DateTimeOffset? SignsFrom,
        [property: MaxLength(16_384)] string? PrivateKey
    );

    public static void Map(RouteGroupBuilder group) => group.MapPost("/product-keys", Handle);

    private static async Task<Results<Created<ProductKeyRow>, ProblemHttpResult>> Handle(
        Request request,
        ClaimsPrincipal actor,
        ActivationDb db,
        CacheInvalidation cache,
        ProductKeys keys,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        using var imported = request.PrivateKey is null ? null : Parse(request.PrivateKey);
        if (request.PrivateKey is not null && imported is null)
            return Rejections.PrivateKeyUnusable.ToProblem();
        if (
            request.ProductId is { } productId
            && !await db.Products.AnyAsync(product => product.Id == productId, cancellationToken)
        )
            return Rejections.ProductUnknown.ToProblem();
        var (published, now) = (await keys.Of(request.ProductId, cancellationToken), clock.GetUtcNow());
        var signsFrom = request.SignsFrom?.ToUniversalTime() ?? now + Overlap;
        var key = keys.New(request.ProductId, signsFrom > now ? signsFrom : now, imported);
        db.Add(key);
        db.Audit.Add(AuditRecord.Of("product-key-created", actor.Operator(), now, subject: key.Id.ToString()));
        await db.SaveChangesAsync(cancellationToken);
        cache.SharedRowsChanged();
        return TypedResults.Created((string?)null, ProductKeyRow.Of(key, [.. published, key], now));
    }

    private static RSA? Parse(string pem)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            if (
                rsa.KeySize is >= ProductKey.MinSize and <= ProductKey.MaxSize
                && rsa.ExportPkcs8PrivateKey().Length > 0
            )
                return rsa;
        }
        catch (Exception unusable) when (unusable is CryptographicException or ArgumentException) { }
        rsa.Dispose();
        return null;
    }
}
