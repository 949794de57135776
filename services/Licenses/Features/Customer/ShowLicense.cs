using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Customer;

/// <summary>Everything about one license but its key.</summary>
internal static class ShowLicense
{
    /// <param name="License">The row of the list.</param>
    /// <param name="Environment">Null: any.</param>
    /// <param name="MaintenanceEndsAt">Releases up to this instant are covered; null: all.</param>
    /// <param name="Verdict">Whether the license itself is in order, without regard to a device.</param>
    public sealed record Response(
        LicenseRow License,
        string Policy,
        string? Environment,
        DateTimeOffset? MaintenanceEndsAt,
        int? MaxMajorVersion,
        int GraceDays,
        DateTimeOffset? SuspendedAt,
        string? SuspensionReason,
        DateTimeOffset? RevokedAt,
        IReadOnlyList<Feature> Entitlements,
        string? RenewalUrl,
        VerdictView Verdict
    )
    {
        /// <summary>Until when the vendor gives support; null: not limited by date.</summary>
        public DateTimeOffset? SupportEndsAt { get; init; }
    }

    public sealed record VerdictView(bool Valid, string Code, string Detail);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/licenses/{licenseId:guid}", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid licenseId,
        Caller caller,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var found = await db
            .Licenses.AsNoTracking()
            .VisibleTo(caller)
            .Where(license => license.Id == licenseId)
            .Join(db.Products, license => license.ProductId, product => product.Id, Owned.Pair)
            .SingleOrDefaultAsync(cancellationToken);
        if (found is not var (license, product))
            return Problems.NotFound();
        var now = clock.GetUtcNow();
        var verdict = Verdicts.DecideLicense(license.Facts(product), now);
        return TypedResults.Ok(
            new Response(
                LicenseRow.Of(license, product, now),
                license.Snapshot.PolicyName,
                license.Snapshot.Environment,
                license.MaintenanceEndsAt,
                license.Snapshot.MaxMajorVersion,
                license.Snapshot.GraceDays,
                license.SuspendedAt,
                license.SuspensionReason,
                license.RevokedAt,
                license.Entitlements,
                license.Snapshot.RenewalUrl,
                new VerdictView(verdict.Valid, verdict.Code, verdict.Detail)
            )
            {
                SupportEndsAt = license.Snapshot.SupportEndsAt,
            }
        );
    }
}
