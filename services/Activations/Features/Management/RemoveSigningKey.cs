using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Signing;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Management;

/// <summary>Removes a key from the set: what it signed is no longer trusted. Not the one that signs now.</summary>
internal static class RemoveSigningKey
{
    public static void Map(RouteGroupBuilder group) => group.MapDelete("/signing-keys/{keyId}", Handle);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        string keyId,
        ClaimsPrincipal actor,
        ActivationDb db,
        KeyRing ring,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var keys = await db.SigningKeys.ToListAsync(cancellationToken);
        if (keys.Find(key => key.Id == keyId) is not { } key)
            return Problems.NotFound();
        if (SigningKey.Current(keys, now) == key)
            return Rejections.KeyInUse.ToProblem();
        db.SigningKeys.Remove(key);
        db.Audit.Add(AuditRecord.Of("signing-key-removed", actor.Operator(), now, subject: key.Id));
        await db.SaveChangesAsync(cancellationToken);
        ring.Expire();
        return TypedResults.NoContent();
    }
}
