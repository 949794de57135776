namespace Portal.Rules;

/// <summary>Why the owner of a license should look at it; docs/decisions/0018-attention.md.</summary>
public static class Attention
{
    public const string ProductWithdrawn = "product-withdrawn",
        LimitExceeded = "limit-exceeded",
        InGrace = "in-grace",
        Expiring = "expiring",
        LimitReached = "limit-reached",
        MaintenanceEnding = "maintenance-ending",
        Suspended = "suspended",
        Expired = "expired",
        MaintenanceEnded = "maintenance-ended",
        Revoked = "revoked";

    /// <summary>Filters of lists beside the reasons: all that needs attention now, and what ended too long ago for that.</summary>
    public const string Any = "any",
        Past = "past";

    /// <summary>Groups of the list, in its order: what can still be prevented, then from <see cref="Stopped"/> on what does not work.</summary>
    public const int Ending = 0,
        Full = 1,
        UpdatesEnding = 2,
        Stopped = 3,
        Ended = 4;

    /// <summary>What ended longer ago than this is history.</summary>
    public static readonly TimeSpan Recently = TimeSpan.FromDays(90);

    /// <summary>What ends within this time is announced.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <summary>Every reason that holds, the one that decides what the license is called first. The same as SQL: AttentionQueries.</summary>
    public static IReadOnlyList<string> Reasons(LicenseFacts license, DateTimeOffset now) =>
        license switch
        {
            { RevokedAt: not null } => [Revoked],
            { SuspendedAt: not null } => [Suspended],
            _ when license.IsExpired(now) => [Expired],
            _ => [.. WhileItWorks(license, now)],
        };

    private static IEnumerable<string> WhileItWorks(LicenseFacts license, DateTimeOffset now)
    {
        if (!license.ProductActive)
            yield return ProductWithdrawn;
        if (license.UsedSlots > license.ActivationLimit)
            yield return LimitExceeded;
        if (license.ExpiresAt <= now)
            yield return InGrace;
        else if (license.ExpiresAt <= now + Soon)
            yield return Expiring;
        if (license.UsedSlots == license.ActivationLimit)
            yield return LimitReached;
        if (license.MaintenanceEndsAt <= now)
            yield return MaintenanceEnded;
        else if (license.MaintenanceEndsAt <= now + Soon)
            yield return MaintenanceEnding;
    }
}
