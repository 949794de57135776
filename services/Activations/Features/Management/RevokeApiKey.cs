using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Protocols.KeyManager;
using Portal.Activations.Validation.Cache;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Management;

/// <summary>Ends an API key for good, at once and everywhere. Doing it again changes nothing.</summary>
internal static class RevokeApiKey
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/api-keys/{apiKeyId:guid}/revoke", Handle);

    private static async Task<Results<Ok<ApiKeyRow>, ProblemHttpResult>> Handle(
        Guid apiKeyId,
        ClaimsPrincipal actor,
        ActivationDb db,
        CacheInvalidation cache,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (await db.Set<ApiKey>().SingleOrDefaultAsync(row => row.Id == apiKeyId, cancellationToken) is not { } key)
            return Problems.NotFound();
        if (key.RevokedAt is null)
        {
            key.Revoke(clock.GetUtcNow());
            db.Audit.Add(
                AuditRecord.Of("api-key-revoked", actor.Operator(), clock.GetUtcNow(), subject: key.Id.ToString())
            );
            await db.SaveChangesAsync(cancellationToken);
            cache.SharedRowsChanged();
        }
        return TypedResults.Ok(ApiKeyRow.Of(key));
    }
}
