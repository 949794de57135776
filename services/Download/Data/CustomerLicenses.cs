using Microsoft.EntityFrameworkCore;
using Portal.Downloads.Domain;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Data;

/// <summary>What a caller may download. Whose license it is stands in the WHERE clause, what it allows is decided by the domain.</summary>
internal static class CustomerLicenses
{
    /// <summary>Rights by product, of the licenses that the caller sees.</summary>
    public static async Task<ILookup<Guid, DownloadRights>> RightsOf(this DownloadDb db, Caller caller, CancellationToken cancellationToken) =>
        (await Rights(db, caller, db.Licenses).ToListAsync(cancellationToken)).ToLookup(row => row.ProductId, row => row.Rights);

    /// <summary>The artifact if a license that the caller sees covers it now; else null, whether it exists or not.</summary>
    public static async Task<Artifact?> FindEntitled(this DownloadDb db, Caller caller, Guid artifactId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var release = await db.Releases.AsNoTracking().Include(row => row.Artifacts.Where(artifact => artifact.Id == artifactId))
            .SingleOrDefaultAsync(row => row.Artifacts.Any(artifact => artifact.Id == artifactId), cancellationToken);
        if (release is null)
            return null;
        var rights = await Rights(db, caller, db.Licenses.Where(license => license.ProductId == release.ProductId)).ToListAsync(cancellationToken);
        return rights.Any(row => row.Rights.Cover(release, now)) ? release.Artifacts.Single() : null;
    }

    private static IQueryable<RightsRow> Rights(DownloadDb db, Caller caller, IQueryable<LicenseCopy> licenses)
    {
        var visible = licenses.Where(license => license.AccountId == caller.AccountId);
        if (!caller.SeesWholeAccount)
            visible = visible.Where(license => license.AssigneeIds.Contains(caller.UserId));
        return
            from license in visible
            join product in db.Products on license.ProductId equals product.Id
            join usage in db.LicenseUsage on license.Id equals usage.LicenseId into usages
            from usage in usages.DefaultIfEmpty()
            select new RightsRow(license.ProductId, new DownloadRights(
                new LicenseFacts
                {
                    ProductActive = product.Active,
                    ProductSlug = product.Slug,
                    ProductName = product.Name,
                    HasOwner = license.AccountId != null,
                    UsedSlots = usage == null ? 0 : usage.UsedSlots,
                    SuspendedAt = license.SuspendedAt,
                    RevokedAt = license.RevokedAt,
                    ExpiresAt = license.ExpiresAt,
                    GraceDays = license.GraceDays,
                    MaintenanceEndsAt = license.MaintenanceEndsAt,
                    MaxMajorVersion = license.MaxMajorVersion,
                },
                license.DownloadBeforeActivation, license.DownloadAfterExpiry));
    }

    private sealed record RightsRow(Guid ProductId, DownloadRights Rights);
}
