using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Contracts.Licensing.V1;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Management;

/// <summary>A license as operators see it, with its key.</summary>
/// <param name="Policy">Name of the policy when it was issued.</param>
/// <param name="AssignedAt">When it came to its owner.</param>
/// <param name="ActivationLimit">Null: no limit.</param>
/// <param name="ExpiresAt">Null: never.</param>
/// <param name="MaintenanceEndsAt">Null: all releases are covered.</param>
/// <param name="Snapshot">What it took from its policy when it was issued; later changes of the policy do not touch it.</param>
internal sealed record ManagedLicense(
    Guid Id,
    string Key,
    Guid PolicyId,
    string Policy,
    Guid ProductId,
    string ProductSlug,
    LicenseState State,
    Guid? AccountId,
    IReadOnlyList<Guid> AssigneeIds,
    DateTimeOffset IssuedAt,
    DateTimeOffset? AssignedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? MaintenanceEndsAt,
    int? ActivationLimit,
    int UsedSlots,
    IReadOnlyList<Feature> Entitlements,
    IReadOnlyList<MetadataItem> Metadata,
    DateTimeOffset? SuspendedAt,
    string? SuspensionReason,
    DateTimeOffset? RevokedAt,
    PolicySnapshot Snapshot
)
{
    public static ManagedLicense Of(License license, Product product, DateTimeOffset now) =>
        new(
            license.Id,
            license.Key,
            license.PolicyId,
            license.Snapshot.PolicyName,
            product.Id,
            product.Slug,
            license.Facts(product).StateAt(now),
            license.AccountId,
            license.AssigneeIds,
            license.IssuedAt,
            license.AssignedAt,
            license.ExpiresAt,
            license.MaintenanceEndsAt,
            license.ActivationLimit,
            license.UsedSlots,
            license.Entitlements,
            license.Metadata,
            license.SuspendedAt,
            license.SuspensionReason,
            license.RevokedAt,
            license.Snapshot
        );

    /// <summary>The answer to an action: the license as it is now, or why it was rejected.</summary>
    public static async Task<Results<Ok<ManagedLicense>, ProblemHttpResult>> Answer(
        Result<License> result,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (!result.Is(out var license, out var rejection))
            return rejection.ToProblem();
        var product = await db.Products.FindAsync([license.ProductId], cancellationToken);
        return TypedResults.Ok(Of(license, product!, clock.GetUtcNow()));
    }
}
