namespace Portal.Licensing.Domain;

/// <summary>What an operator can do to a license, as the audit names it.</summary>
/// <param name="IsVisible">The customer sees it in the timeline.</param>
internal sealed record Move(string Name, string Done, bool IsVisible = true)
{
    public static readonly Move Assign = new("assign", "assigned");
    public static readonly Move Suspend = new("suspend", "suspended");
    public static readonly Move Reinstate = new("reinstate", "reinstated");
    public static readonly Move Renew = new("renew", "renewed");
    public static readonly Move Revoke = new("revoke", "revoked");
    public static readonly Move ChangeLimit = new("change-limit", "limit-changed");
    public static readonly Move ChangeEntitlements = new("change-entitlements", "entitlements-changed");
    public static readonly Move ChangeMetadata = new("change-metadata", "metadata-changed", IsVisible: false);
    public static readonly Move ChangeMaintenance = new("change-maintenance", "maintenance-changed");

    public string Refused => $"{Name}-refused";
}
