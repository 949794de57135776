using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Protocols.KeyManager;
using Portal.Activations.Validation.Cache;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Management;

/// <summary>Makes an API key for the programs of one product, and the product's signing key if it has none. The answer alone has the key.</summary>
internal static class CreateApiKey
{
    /// <param name="Key">One that programs in the field have already. Default: a generated one.</param>
    /// <param name="Environment">Only licenses of this environment; null for all.</param>
    /// <param name="AllowedIps">Addresses and networks that may use it; none for all.</param>
    /// <param name="Operations">What it is good for, by the names of the addresses; none for all.</param>
    public sealed record Request(
        Guid ProductId,
        [property: MaxLength(255)] string? Name,
        [property: MaxLength(64)] string? Environment,
        [property: MaxLength(256)] string? Key,
        [property: MaxLength(100)] IReadOnlyList<string>? AllowedIps,
        [property: MaxLength(20)] IReadOnlyList<string>? Operations
    );

    public static void Map(RouteGroupBuilder group) => group.MapPost("/api-keys", Handle);

    private static async Task<Results<Created<ApiKeyRow>, ProblemHttpResult>> Handle(
        Request request,
        ClaimsPrincipal actor,
        ActivationDb db,
        CacheInvalidation cache,
        ProductKeys keys,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (Refusal(request) is { } refusal)
            return refusal.ToProblem();
        if (!await db.Products.AnyAsync(product => product.Id == request.ProductId, cancellationToken))
            return Rejections.ProductUnknown.ToProblem();
        await keys.Of(request.ProductId, cancellationToken);
        var (key, now) = (request.Key?.Trim() ?? ApiKey.NewKey(), clock.GetUtcNow());
        var row = New(request, key, now);
        db.Add(row);
        db.Audit.Add(AuditRecord.Of("api-key-created", actor.Operator(), now, subject: row.Id.ToString()));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException duplicate) when (duplicate.IsDuplicate())
        {
            return Rejections.ApiKeyTaken.ToProblem();
        }
        cache.SharedRowsChanged();
        return TypedResults.Created((string?)null, ApiKeyRow.Of(row, key));
    }

    private static Rejection? Refusal(Request request) =>
        request.Key?.Trim() is { } key
        && (key.Length < 16 || key.Any(letter => letter <= ' ' || char.IsControl(letter)))
            ? Rejections.ApiKeyWeak
        : request.AllowedIps?.Any(address => address is null || ApiKey.ParseNetwork(address) is null) == true
            ? Rejections.NetworkInvalid
        : request.Operations?.Any(name => !Operation.All.Contains(name)) == true ? Rejections.OperationUnknown
        : null;

    private static ApiKey New(Request request, string key, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            Hash = ApiKey.HashOf(key),
            Hint = key[^4..],
            Name = request.Name,
            ProductId = request.ProductId,
            Environment = string.IsNullOrWhiteSpace(request.Environment) ? null : request.Environment.Trim(),
            Networks = [.. request.AllowedIps ?? []],
            Operations = [.. request.Operations ?? []],
            CreatedAt = now,
        };
}
