using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

internal static class ActivationQueries
{
    /// <summary>Licenses of the caller: all of the account, or what is assigned to a member.</summary>
    public static IQueryable<LicenseCopy> VisibleTo(this IQueryable<LicenseCopy> licenses, Caller caller) =>
        caller.SeesWholeAccount
            ? licenses.Where(license => license.AccountId == caller.AccountId)
            : licenses.Where(license =>
                license.AccountId == caller.AccountId && license.AssigneeIds.Contains(caller.UserId)
            );

    /// <summary>Activations of the caller's licenses, each beside its license and product.</summary>
    public static IQueryable<ActivationWithLicense> ActivationsVisibleTo(this ActivationDb db, Caller caller) =>
        from license in db.Licenses.AsNoTracking().VisibleTo(caller)
        join activation in db.Activations.AsNoTracking() on license.Id equals activation.LicenseId
        join product in db.Products.AsNoTracking() on license.ProductId equals product.Id
#pragma warning disable CA1304, CA1311 // The database's lower().
        select new ActivationWithLicense
        {
            Activation = activation,
            License = license,
            Product = product,
            BlockedAt = db
                .Blocked.Where(blocked =>
                    blocked.Identifier == activation.Identifier
                    && (
                        blocked.LicenseId == license.Id
                        || (
                            blocked.LicenseId == null
                            && (blocked.ProductId == license.ProductId || blocked.ProductId == null)
                        )
                    )
                )
                .Min(blocked => (DateTimeOffset?)blocked.CreatedAt),
            SeenAt = activation.LastSeenAt ?? activation.FirstSeenAt,
            Title = (activation.Name ?? activation.Identifier).ToLower(),
        };
#pragma warning restore CA1304, CA1311

    /// <summary>Licenses that are revoked. As SQL, because EF cannot query into the snapshot.</summary>
    public static IQueryable<LicenseCopy> Revoked(this ActivationDb db) =>
        db.Licenses.FromSql($"SELECT * FROM licenses WHERE snapshot ->> 'revokedAt' IS NOT NULL").AsNoTracking();

    /// <summary>Licenses past expiry and grace, in any other state too.</summary>
    public static IQueryable<LicenseCopy> Expired(this ActivationDb db, DateTimeOffset now) =>
        db
            .Licenses.FromSql(
                $"""
                SELECT * FROM licenses
                WHERE (snapshot ->> 'expiresAt')::timestamptz + make_interval(days => coalesce((snapshot ->> 'graceDays')::int, 0)) <= {now}
                """
            )
            .AsNoTracking();
}
