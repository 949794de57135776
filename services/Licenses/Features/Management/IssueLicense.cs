using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Management;

/// <summary>Issues a license from a policy. With an id that exists: the license that is there, if key and policy are the same.</summary>
internal static class IssueLicense
{
    public sealed record Request : LicenseInput
    {
        public Guid PolicyId { get; init; }
    }

    public static void Map(RouteGroupBuilder group) => group.MapPost("/licenses", Handle);

    private static async Task<Results<Created<ManagedLicense>, Ok<ManagedLicense>, ProblemHttpResult>> Handle(
        Request request,
        Actor actor,
        LicenseDb db,
        LicenseActions actions,
        VendorTime vendor,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        if (await db.Policies.FindAsync([request.PolicyId], cancellationToken) is not { } policy)
            return Rejections.PolicyUnknown.ToProblem();
        if (!request.ReadKey(policy, out var key))
            return Rejections.KeyTooWeak.ToProblem();
        var terms = request.ToTerms(vendor);
        if (terms.Refusal(now) is { } refusal)
            return refusal.ToProblem();
        var product = (await db.Products.FindAsync([policy.ProductId], cancellationToken))!;
        if (await Existing() is { } existing)
            return IsSame(existing)
                ? TypedResults.Ok(ManagedLicense.Of(existing, product, now))
                : Rejections.IdTaken.ToProblem();

        var license = License.Issue(policy, key, terms, now);
        db.Licenses.Add(license);
        actions.Record(license, AuditRecord.Issued, actor, before: null, detail: license.Snapshot.PolicyName, now);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsDuplicate())
        {
            db.ChangeTracker.Clear();
            return await Existing() is { } rival && IsSame(rival)
                ? TypedResults.Ok(ManagedLicense.Of(rival, product, now))
                : Rejections.KeyTaken.ToProblem();
        }
        return TypedResults.Created((string?)null, ManagedLicense.Of(license, product, now));

        async Task<License?> Existing() =>
            request.Id is { } id ? await db.Licenses.FindAsync([id], cancellationToken) : null;
        bool IsSame(License stored) =>
            stored.PolicyId == policy.Id && (request.Key is null || stored.KeyHash == key.Hash);
    }
}
