using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Management;

/// <summary>Replaces a template. Licenses that were issued from it stay as they are.</summary>
internal static class UpdatePolicy
{
    public static void Map(RouteGroupBuilder group) => group.MapPut("/policies/{policyId:guid}", Handle);

    private static async Task<Results<Ok<ManagedPolicy>, ProblemHttpResult>> Handle(
        Guid policyId,
        PolicyInput request,
        Actor actor,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Lock the row, so that before and after in the audit differ by this change alone.
        if (
            await db
                .Policies.FromSql($"SELECT * FROM policies WHERE id = {policyId} FOR UPDATE")
                .SingleOrDefaultAsync(cancellationToken)
            is not { } policy
        )
            return Problems.NotFound();
        if (request.ProductId is { } productId && productId != policy.ProductId)
            return Rejections.ProductIsFixed.ToProblem();
        if (request.IsOf(policy))
            return TypedResults.Ok(ManagedPolicy.Of(policy));
        var before = policy.Snapshot();
        request.ApplyTo(policy);
        if (Feature.HasRepetition(policy.Entitlements))
            return Rejections.EntitlementTwice.ToProblem();
        db.Audit.Add(AuditRecord.Of(policy, before, actor, clock.GetUtcNow()));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(ManagedPolicy.Of(policy));
    }
}
