using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licensing.Data;
using Portal.Licensing.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licensing.Features.Customer;

/// <summary>What happened to a license, newest first: the part of the audit that concerns the customer.</summary>
internal static class ShowTimeline
{
    private const int Newest = 100;

    public sealed record Response(IReadOnlyList<Entry> Items);

    /// <param name="Detail">Why it is suspended and the like; never why it was revoked.</param>
    /// <param name="Action">issued, activated, released, assigned, suspended, reinstated, renewed, expired, revoked, limit-changed, entitlements-changed, maintenance-changed or key-revealed.</param>
    public sealed record Entry(DateTimeOffset At, string Action, string? Detail);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/licenses/{licenseId:guid}/timeline", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid licenseId, Caller caller, LicenseDb db, CancellationToken cancellationToken)
    {
        if (!await db.Licenses.VisibleTo(caller).AnyAsync(license => license.Id == licenseId, cancellationToken))
            return Problems.NotFound();
        var entries = await db.Audit.Where(record => record.LicenseId == licenseId && record.VisibleToCustomer)
            .OrderByDescending(record => record.At).ThenByDescending(record => record.Id).Take(Newest)
            .Select(record => new Entry(record.At, record.Action, record.Action == Move.Revoke.Done ? null : record.Detail)).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Response(entries));
    }
}
