namespace Portal.Licenses.Domain;

/// <summary>
/// When expiry and the end of maintenance are announced. A license stores when its next notice is due, and publishing one moves it
/// on: no notice is published twice, even if the clock jumps back.
/// </summary>
internal static class Notices
{
    /// <summary>Whole days before the end of maintenance.</summary>
    public const int MaintenanceDays = 30;

    /// <summary>Whole days before expiry; the last one is the most urgent.</summary>
    private static readonly int[] ExpiryDays = [30, 7, 1];

    /// <summary>The first notice after a new expiry date. Of those that are overdue only the most urgent is due, at once; none if it has ended.</summary>
    public static DateTimeOffset? FirstOfExpiry(DateTimeOffset? expiresAt, DateTimeOffset? endsAt, DateTimeOffset now)
    {
        if (expiresAt is not { } expiry || endsAt is not { } end || end <= now)
            return null;
        // In grace already.
        if (expiry <= now)
            return expiry;
        return Early(expiry).Where(at => at <= now).Select(at => (DateTimeOffset?)at).LastOrDefault()
            ?? NextOfExpiry(expiry, end, now);
    }

    /// <summary>The next notice that lies in the future; null when the license has ended.</summary>
    public static DateTimeOffset? NextOfExpiry(DateTimeOffset expiry, DateTimeOffset end, DateTimeOffset now) =>
        end <= now ? null : Early(expiry).Append(expiry).Append(end).First(at => at > now);

    /// <summary>30, 7 or 1: the smallest that is not exceeded before <paramref name="expiry"/>; null if more days are left, or none.</summary>
    public static int? DaysLeft(DateTimeOffset expiry, DateTimeOffset now) =>
        expiry <= now
            ? null
            : ExpiryDays
                .Where(days => expiry - now <= TimeSpan.FromDays(days))
                .Select(days => (int?)days)
                .LastOrDefault();

    public static DateTimeOffset? OfMaintenance(DateTimeOffset? endsAt, DateTimeOffset now) =>
        endsAt > now ? endsAt.Value.AddDays(-MaintenanceDays) : null;

    private static IEnumerable<DateTimeOffset> Early(DateTimeOffset expiry) =>
        ExpiryDays.Select(days => expiry.AddDays(-days));
}
