using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Data;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Management;

/// <summary>All policies by name, or one.</summary>
internal static class FindPolicies
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/policies", List);
        group.MapGet("/policies/{policyId:guid}", One);
    }

    /// <summary>All policies, by name.</summary>
    private static async Task<Ok<List<ManagedPolicy>>> List(LicenseDb db, CancellationToken cancellationToken) =>
        TypedResults.Ok(
            (
                await db
                    .Policies.AsNoTracking()
                    .OrderBy(row => row.Name)
                    .ThenBy(row => row.Id)
                    .ToListAsync(cancellationToken)
            ).ConvertAll(ManagedPolicy.Of)
        );

    /// <summary>One policy.</summary>
    private static async Task<Results<Ok<ManagedPolicy>, ProblemHttpResult>> One(
        Guid policyId,
        LicenseDb db,
        CancellationToken cancellationToken
    ) =>
        await db.Policies.FindAsync([policyId], cancellationToken) is { } policy
            ? TypedResults.Ok(ManagedPolicy.Of(policy))
            : Problems.NotFound();
}
