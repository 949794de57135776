using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Management;

/// <summary>Adds a policy to a product. With an id that exists and the same content: the policy that is there.</summary>
internal static class CreatePolicy
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/policies", Handle);

    private static async Task<Results<Created<ManagedPolicy>, Ok<ManagedPolicy>, ProblemHttpResult>> Handle(
        PolicyInput request,
        Actor actor,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (request.Id is { } id && await db.Policies.FindAsync([id], cancellationToken) is { } existing)
            return Again(existing);
        if (
            request.ProductId is not { } productId
            || !await db.Products.AnyAsync(product => product.Id == productId, cancellationToken)
        )
            return Rejections.ProductUnknown.ToProblem();
        var now = clock.GetUtcNow();
        var policy = new Policy
        {
            Id = request.Id ?? Guid.CreateVersion7(now),
            ProductId = productId,
            Name = request.Name,
        };
        request.ApplyTo(policy);
        if (Feature.HasRepetition(policy.Entitlements))
            return Rejections.EntitlementTwice.ToProblem();
        db.Policies.Add(policy);
        db.Audit.Add(AuditRecord.Of(policy, before: null, actor, now));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsDuplicate())
        {
            db.ChangeTracker.Clear();
            return await db.Policies.FindAsync([policy.Id], cancellationToken) is { } rival
                ? Again(rival)
                : Rejections.IdTaken.ToProblem();
        }
        return TypedResults.Created((string?)null, ManagedPolicy.Of(policy));

        Results<Created<ManagedPolicy>, Ok<ManagedPolicy>, ProblemHttpResult> Again(Policy stored) =>
            stored.ProductId == request.ProductId && request.IsOf(stored)
                ? TypedResults.Ok(ManagedPolicy.Of(stored))
                : Rejections.IdTaken.ToProblem();
    }
}
