using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Signing;

namespace Portal.Activations.Features.Management;

/// <summary>Publishes a new key. It signs nothing before a rotation.</summary>
internal static class CreateSigningKey
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/signing-keys", Handle);

    private static async Task<Created<SigningKeyRow>> Handle(
        ClaimsPrincipal actor,
        ActivationDb db,
        KeyRing ring,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var key = ring.New(now);
        db.SigningKeys.Add(key);
        db.Audit.Add(AuditRecord.Of("signing-key-created", actor.Operator(), now, subject: key.Id));
        await db.SaveChangesAsync(cancellationToken);
        ring.Expire();
        return TypedResults.Created((string?)null, SigningKeyRow.Of(key, [], now));
    }
}
