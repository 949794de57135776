namespace Portal.Rules;

/// <summary>What a license is right now. Derived from facts, never stored.</summary>
public enum LicenseState
{
    /// <summary>No owner.</summary>
    Available,

    /// <summary>An owner, no active activation.</summary>
    Assigned,

    /// <summary>An owner and at least one active activation.</summary>
    Active,

    /// <summary>Stopped by the vendor until reinstated.</summary>
    Suspended,

    /// <summary>Past expiry and grace, until renewed.</summary>
    Expired,

    /// <summary>Ended by the vendor for good.</summary>
    Revoked,
}

public static class LicenseStates
{
    /// <summary>The state of a license at <paramref name="now"/>. The strongest fact wins: revoked, suspended, expired.</summary>
    public static LicenseState StateAt(this LicenseFacts license, DateTimeOffset now) =>
        license switch
        {
            { RevokedAt: not null } => LicenseState.Revoked,
            { SuspendedAt: not null } => LicenseState.Suspended,
            _ when license.IsExpired(now) => LicenseState.Expired,
            { HasOwner: false } => LicenseState.Available,
            { UsedSlots: > 0 } => LicenseState.Active,
            _ => LicenseState.Assigned,
        };

    public static bool IsExpired(this LicenseFacts license, DateTimeOffset now) =>
        LicenseFacts.EndsAt(license.ExpiresAt, license.GraceDays) <= now;
}
