using Microsoft.EntityFrameworkCore;
using Portal.Downloads.Data;
using Portal.Downloads.Domain;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Queries;

/// <summary>What may be downloaded. Ownership is part of the query; what a license allows is decided by the domain.</summary>
internal static class DownloadRightsQueries
{
    /// <summary>Rights by product, of the licenses that the caller sees.</summary>
    public static async Task<ILookup<Guid, DownloadRights>> RightsOf(
        this DownloadDb db,
        Caller caller,
        CancellationToken cancellationToken
    ) =>
        (await Rights(db, Visible(db.Licenses, caller), cancellationToken)).ToLookup(
            row => row.ProductId,
            row => row.Rights
        );

    /// <summary>Of one license that the caller sees; null if it is missing here, or not theirs.</summary>
    public static async Task<LicenseRights?> RightsOf(
        this DownloadDb db,
        Caller caller,
        Guid licenseId,
        CancellationToken cancellationToken
    ) =>
        (
            await Rights(db, Visible(db.Licenses, caller).Where(license => license.Id == licenseId), cancellationToken)
        ).SingleOrDefault();

    /// <summary>The caller sees a license of the product, in whatever state.</summary>
    public static Task<bool> HasLicense(
        this DownloadDb db,
        Caller caller,
        Guid productId,
        CancellationToken cancellationToken
    ) => Visible(db.Licenses, caller).AnyAsync(license => license.ProductId == productId, cancellationToken);

    /// <summary>Of one license, for a program that has its key; null if it is missing here, or not replicated yet.</summary>
    public static async Task<LicenseRights?> RightsOf(
        this DownloadDb db,
        Guid licenseId,
        CancellationToken cancellationToken
    ) => (await Rights(db, db.Licenses.Where(license => license.Id == licenseId), cancellationToken)).SingleOrDefault();

    /// <summary>The artifact if a license that the caller sees covers it now; else null, also if it exists.</summary>
    /// <param name="licenseId">The license that has to cover it. Default: any of the caller's.</param>
    public static Task<Artifact?> FindEntitled(
        this DownloadDb db,
        Caller caller,
        Guid artifactId,
        DateTimeOffset now,
        CancellationToken cancellationToken,
        Guid? licenseId = null
    ) =>
        Find(
            db,
            Visible(db.Licenses, caller).Where(license => licenseId == null || license.Id == licenseId),
            artifactId,
            now,
            cancellationToken
        );

    /// <summary>The artifact if the license covers it now; else null, also if it exists.</summary>
    public static Task<Artifact?> FindEntitled(
        this DownloadDb db,
        Guid licenseId,
        Guid artifactId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) => Find(db, db.Licenses.Where(license => license.Id == licenseId), artifactId, now, cancellationToken);

    /// <summary>The oldest license of the caller that covers the release of an artifact now; null if none does.</summary>
    public static async Task<Guid?> LicenseFor(
        this DownloadDb db,
        Caller caller,
        Artifact artifact,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var release = await db
            .Releases.AsNoTracking()
            .SingleAsync(row => row.Id == artifact.ReleaseId, cancellationToken);
        var rights = await Rights(
            db,
            Visible(db.Licenses, caller).Where(license => license.ProductId == release.ProductId),
            cancellationToken
        );
        return rights.Find(row => row.Rights.Cover(release, now))?.LicenseId;
    }

    public static Task<bool> CanSee(
        this DownloadDb db,
        Caller caller,
        Guid licenseId,
        CancellationToken cancellationToken
    ) => Visible(db.Licenses, caller).AnyAsync(license => license.Id == licenseId, cancellationToken);

    private static async Task<Artifact?> Find(
        DownloadDb db,
        IQueryable<LicenseCopy> licenses,
        Guid artifactId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var release = await db
            .Releases.AsNoTracking()
            .Include(row => row.Artifacts.Where(artifact => artifact.Id == artifactId))
            .SingleOrDefaultAsync(row => row.Artifacts.Any(artifact => artifact.Id == artifactId), cancellationToken);
        if (release is null)
            return null;
        var rights = await Rights(
            db,
            licenses.Where(license => license.ProductId == release.ProductId),
            cancellationToken
        );
        return rights.Any(row => row.Rights.Cover(release, now)) ? release.Artifacts.Single() : null;
    }

    private static IQueryable<LicenseCopy> Visible(IQueryable<LicenseCopy> licenses, Caller caller)
    {
        var ofAccount = licenses.Where(license => license.AccountId == caller.AccountId);
        return caller.SeesWholeAccount
            ? ofAccount
            : ofAccount.Where(license => license.AssigneeIds.Contains(caller.UserId));
    }

    private static async Task<List<LicenseRights>> Rights(
        DownloadDb db,
        IQueryable<LicenseCopy> licenses,
        CancellationToken cancellationToken
    )
    {
        var rows = await (
            from license in licenses.AsNoTracking()
            join product in db.Products.AsNoTracking() on license.ProductId equals product.Id
            join usage in db.LicenseUsage on license.Id equals usage.LicenseId into usages
            from usage in usages.DefaultIfEmpty()
            orderby license.Id
            select new
            {
                License = license,
                Product = product,
                UsedSlots = usage == null ? 0 : usage.UsedSlots,
            }
        ).ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new LicenseRights(
                row.License.Id,
                row.License.ProductId,
                row.License.Rights(row.Product, row.UsedSlots)
            )),
        ];
    }
}

/// <summary>A license, its product, and what it lets its holder download of it.</summary>
internal sealed record LicenseRights(Guid LicenseId, Guid ProductId, DownloadRights Rights);
