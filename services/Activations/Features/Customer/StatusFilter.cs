using Portal.Activations.Data;

namespace Portal.Activations.Features.Customer;

/// <summary>The status of <see cref="ActivationRow"/> as SQL; a test holds the two together.</summary>
internal static class StatusFilter
{
    public static IQueryable<ActivationWithLicense> InStatus(
        this IQueryable<ActivationWithLicense> rows,
        ActivationStatus status,
        ActivationDb db,
        DateTimeOffset now
    )
    {
        if (status == ActivationStatus.Deactivated)
            return rows.Where(row => row.Activation.DeactivatedAt != null);
        var (revoked, expired) = (db.Revoked(), db.Expired(now));
        var bound = rows.Where(row => row.Activation.DeactivatedAt == null);
        if (status == ActivationStatus.Revoked)
            return bound.Where(row => revoked.Any(license => license.Id == row.License.Id));
        bound = bound.Where(row => !revoked.Any(license => license.Id == row.License.Id));
        if (status == ActivationStatus.Suspended)
            return bound.Where(row => row.License.SuspendedAt != null);
        bound = bound.Where(row => row.License.SuspendedAt == null);
        if (status == ActivationStatus.Expired)
            return bound.Where(row => expired.Any(license => license.Id == row.License.Id));
        bound = bound.Where(row => !expired.Any(license => license.Id == row.License.Id));
        return status == ActivationStatus.Blocked
            ? bound.Where(row => row.BlockedAt != null)
            : bound.Where(row => row.BlockedAt == null);
    }
}
