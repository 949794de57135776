using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licensing.Data;
using Portal.Licensing.Domain;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Licensing.Features.Management;

/// <summary>A license as operators see it, with its key.</summary>
internal sealed record ManagedLicense(
    Guid Id, string Key, Guid ProductId, string ProductSlug, string Policy, LicenseState State, Guid? AccountId, IReadOnlyList<Guid> AssigneeIds,
    int UsedSlots, int? ActivationLimit, DateTimeOffset IssuedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? MaintenanceEndsAt,
    DateTimeOffset? SuspendedAt, string? SuspensionReason, DateTimeOffset? RevokedAt)
{
    public static ManagedLicense Of(License license, Product product, DateTimeOffset now) => new(
        license.Id, license.Key, product.Id, product.Slug, license.PolicyName, license.Facts(product).StateAt(now), license.AccountId, license.AssigneeIds,
        license.UsedSlots, license.ActivationLimit, license.IssuedAt, license.ExpiresAt, license.MaintenanceEndsAt,
        license.SuspendedAt, license.SuspensionReason, license.RevokedAt);

    /// <summary>The answer to a move: the license as it is now, the refusal, or 404.</summary>
    public static async Task<Results<Ok<ManagedLicense>, ProblemHttpResult>> Answer(LicenseMoves.Outcome outcome, LicenseDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (outcome.Rejection is { } rejection)
            return rejection.ToProblem();
        if (outcome.License is not { } license)
            return Problems.NotFound();
        var product = await db.Products.FindAsync([license.ProductId], cancellationToken);
        return TypedResults.Ok(Of(license, product!, clock.GetUtcNow()));
    }
}
