using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Slots;
using Portal.Activations.Validation;
using Portal.Contracts.Activations.V1;
using Portal.ServiceDefaults;

namespace Portal.Activations.Protocols.Native;

/// <summary>The program gives its slot back. 204, also the second time; 404 if the license has no such activation.</summary>
internal static class Deactivate
{
    public static void Map(RouteGroupBuilder group) => group.MapDelete("/activations/{activationId:guid}", Handle);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid activationId,
        ClaimsPrincipal program,
        ActivationDb db,
        SlotTransaction slots,
        CancellationToken cancellationToken
    )
    {
        var hash = await db.StoredHash(LicenseKeyAuthentication.KeyOf(program), cancellationToken);
        var licenseId = await db
            .Licenses.Where(license =>
                license.KeyHash == hash
                && db.Activations.Any(row => row.Id == activationId && row.LicenseId == license.Id)
            )
            .Select(license => (Guid?)license.Id)
            .SingleOrDefaultAsync(cancellationToken);
        if (licenseId is null)
            return Problems.NotFound();
        await slots.Deactivate(
            licenseId.Value,
            activationId,
            DeactivatedBy.Software,
            actor: null,
            userId: null,
            cancellationToken
        );
        return TypedResults.NoContent();
    }
}
