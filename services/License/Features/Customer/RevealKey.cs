using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licensing.Data;
using Portal.ServiceDefaults;

namespace Portal.Licensing.Features.Customer;

/// <summary>Shows the whole key, and writes down that it was shown.</summary>
internal static class RevealKey
{
    public sealed record Response(string Key);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/licenses/{licenseId:guid}/reveal", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid licenseId, Caller caller, ClaimsPrincipal user, LicenseDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var key = await db.Licenses.VisibleTo(caller).Where(license => license.Id == licenseId).Select(license => license.Key).SingleOrDefaultAsync(cancellationToken);
        if (key is null)
            return Problems.NotFound();
        db.Audit.Add(AuditRecord.Of(licenseId, "key-revealed", user, clock.GetUtcNow(), detail: user.FindFirstValue("name")));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Response(key));
    }
}
