using Portal.Licensing.Domain;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Licensing.Data;

/// <summary>Filters of licenses as SQL.</summary>
internal static class LicenseQueries
{
    /// <summary>The caller's: all of the account, or what is assigned to a member.</summary>
    public static IQueryable<License> VisibleTo(this IQueryable<License> licenses, Caller caller) =>
        caller.SeesWholeAccount
            ? licenses.Where(license => license.AccountId == caller.AccountId)
            : licenses.Where(license => license.AccountId == caller.AccountId && license.AssigneeIds.Contains(caller.UserId));

    /// <summary>The same as <see cref="LicenseStates.StateAt"/>, for the database; a test holds the two together.</summary>
    public static IQueryable<License> InState(this IQueryable<License> licenses, LicenseState state, DateTimeOffset now)
    {
        var notStopped = licenses.Where(license => license.RevokedAt == null && license.SuspendedAt == null);
        var running = notStopped.Where(license => license.EndsAt == null || license.EndsAt > now);
        return state switch
        {
            LicenseState.Revoked => licenses.Where(license => license.RevokedAt != null),
            LicenseState.Suspended => licenses.Where(license => license.RevokedAt == null && license.SuspendedAt != null),
            LicenseState.Expired => notStopped.Where(license => license.EndsAt <= now),
            LicenseState.Available => running.Where(license => license.AccountId == null),
            LicenseState.Active => running.Where(license => license.AccountId != null && license.UsedSlots > 0),
            LicenseState.Assigned => running.Where(license => license.AccountId != null && license.UsedSlots == 0),
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };
    }

    /// <summary>Still working, but not for longer than <paramref name="within"/>.</summary>
    public static IQueryable<License> ExpiringWithin(this IQueryable<License> licenses, TimeSpan within, DateTimeOffset now)
    {
        var limit = now + within;
        return licenses.Where(license => license.RevokedAt == null && license.SuspendedAt == null && license.EndsAt > now && license.ExpiresAt <= limit);
    }
}
