using Microsoft.EntityFrameworkCore;

namespace Portal.Licensing.Data;

internal static class SlotUsage
{
    /// <summary>Takes over the newest word on a license's slots in one statement; older words change nothing.</summary>
    public static Task Keep(LicenseDb db, Guid licenseId, int usedSlots, long usageVersion, CancellationToken cancellationToken) =>
        db.Licenses.Where(license => license.Id == licenseId && license.UsageVersion < usageVersion)
            .ExecuteUpdateAsync(row => row.SetProperty(license => license.UsedSlots, usedSlots).SetProperty(license => license.UsageVersion, usageVersion), cancellationToken);
}
