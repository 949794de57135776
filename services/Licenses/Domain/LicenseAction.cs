namespace Portal.Licenses.Domain;

/// <summary>What an operator can do to a license, as the audit names it.</summary>
/// <param name="IsVisible">The customer sees it in the timeline.</param>
internal sealed record LicenseAction(string Name, string Done, bool IsVisible = true)
{
    public static readonly LicenseAction Assign = new("assign", "assigned");
    public static readonly LicenseAction Suspend = new("suspend", "suspended");
    public static readonly LicenseAction Reinstate = new("reinstate", "reinstated");
    public static readonly LicenseAction Renew = new("renew", "renewed");
    public static readonly LicenseAction Revoke = new("revoke", "revoked");
    public static readonly LicenseAction ChangeLimit = new("change-limit", "limit-changed");
    public static readonly LicenseAction ChangeEntitlements = new("change-entitlements", "entitlements-changed");
    public static readonly LicenseAction ChangeMetadata = new("change-metadata", "metadata-changed", IsVisible: false);
    public static readonly LicenseAction ChangeMaintenance = new("change-maintenance", "maintenance-changed");

    public string Refused => $"{Name}-refused";
}
