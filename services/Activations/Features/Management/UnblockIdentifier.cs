using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Validation.Cache;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Management;

/// <summary>Takes a device or domain off the block list.</summary>
internal static class UnblockIdentifier
{
    public static void Map(RouteGroupBuilder group) => group.MapDelete("/blocked-identifiers/{blockedId:guid}", Handle);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid blockedId,
        ClaimsPrincipal actor,
        ActivationDb db,
        CacheInvalidation cache,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (await db.Blocked.FindAsync([blockedId], cancellationToken) is not { } blocked)
            return Problems.NotFound();
        db.Blocked.Remove(blocked);
        db.Audit.Add(
            AuditRecord.Of(
                AuditRecord.Unblocked,
                actor.Operator(),
                clock.GetUtcNow(),
                blocked.LicenseId,
                blocked.Id.ToString(),
                blocked.Identifier
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        cache.SharedRowsChanged();
        return TypedResults.NoContent();
    }
}
