using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Signing;

namespace Portal.Activations.Features.Management;

/// <summary>Has the newest key that waits (or a new one) take over as soon as it has been published for a day. The others stay in the set.</summary>
internal static class RotateSigningKey
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/signing-keys/rotate", Handle);

    private static async Task<Ok<SigningKeyRow>> Handle(
        ClaimsPrincipal actor,
        ActivationDb db,
        KeyRing ring,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var keys = await db.SigningKeys.ToListAsync(cancellationToken);
        // Idempotent: a rotation that is scheduled already is not repeated.
        var key = keys.Find(key => key.SignsFrom > now)
            ?? keys.Where(key => key.SignsFrom is null).MaxBy(key => key.CreatedAt)
            ?? Add(ring.New(now));
        key.MakeCurrent(now);
        db.Audit.Add(AuditRecord.Of("signing-key-rotated", actor.Operator(), now, subject: key.Id));
        await db.SaveChangesAsync(cancellationToken);
        ring.Expire();
        return TypedResults.Ok(SigningKeyRow.Of(key, keys, now));

        SigningKey Add(SigningKey created)
        {
            db.SigningKeys.Add(created);
            return created;
        }
    }
}
