namespace Portal.Rules;

/// <summary>Rules about the license itself. Each says why it fails, or null.</summary>
internal static class LicenseRules
{
    public static string? ProductInactive(Question question, LicenseFacts license) =>
        license.ProductActive ? null : $"{license.ProductName} is no longer offered.";

    public static string? ProductMismatch(Question question, LicenseFacts license) =>
        question.Product is null
        || string.Equals(question.Product, license.ProductSlug, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"This key is for {license.ProductName}.";

    public static string? EnvironmentMismatch(Question question, LicenseFacts license) =>
        question.Environment is null
        || license.Environment is null
        || string.Equals(question.Environment, license.Environment, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"This key is for {license.Environment}.";

    public static string? NotAssigned(Question question, LicenseFacts license) =>
        license.HasOwner ? null : "This key has not been assigned yet.";

    public static string? Revoked(Question question, LicenseFacts license) =>
        license.RevokedAt is { } at ? $"Revoked on {Day(at)}. It cannot be used again." : null;

    public static string? Suspended(Question question, LicenseFacts license) =>
        license.SuspendedAt is not { } at ? null
        : license.SuspensionReason is { Length: > 0 } reason ? $"Suspended on {Day(at)}: {reason.TrimEnd('.', ' ')}."
        : $"Suspended on {Day(at)}.";

    public static string? Expired(Question question, LicenseFacts license) =>
        license.IsExpired(question.Now) ? $"Expired on {Day(license.ExpiresAt!.Value)}." : null;

    public static string? VersionNotCovered(Question question, LicenseFacts license)
    {
        var unread = !ProductVersion.TryParse(question.Version, out var version) && question.Version is not null;
        if (unread && (license.MaxMajorVersion is not null || license.MaintenanceEndsAt <= question.Now))
            return $"The version \"{question.Version}\" cannot be read, so nobody can tell whether the license covers it.";
        if (question.VersionReleasedAt > license.MaintenanceEndsAt)
            return $"Maintenance ended on {Day(license.MaintenanceEndsAt.Value)}; {question.Version} was released on {Day(question.VersionReleasedAt.Value)}.";
        if (license.MaxMajorVersion is { } highest && version?.Major > highest)
            return $"This license covers versions up to {highest}.x; this is {question.Version}.";
        return null;
    }

    public static string? EntitlementsMissing(Question question, LicenseFacts license)
    {
        var missing = question
            .Entitlements.Where(name => !license.Entitlements.Contains(name, StringComparer.OrdinalIgnoreCase))
            .ToList();
        return missing.Count == 0 ? null : $"Not included: {string.Join(", ", missing)}.";
    }

    internal static string Day(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("MMM d, yyyy", System.Globalization.CultureInfo.InvariantCulture);
}
