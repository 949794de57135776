using System.Globalization;

namespace Portal.Licensing.Client;

/// <summary>What a kept answer or a license file says about the license.</summary>
/// <param name="GraceEndsAt">Null: the license never expires.</param>
/// <param name="AskedVersion">The version that the portal found covered when it was asked; null: none was.</param>
internal sealed record OfflineFacts(
    string? Product,
    string? Environment,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? GraceEndsAt,
    DateTimeOffset? MaintenanceEndsAt,
    int? MaxMajorVersion,
    string? AskedVersion,
    IReadOnlyList<LicenseEntitlement> Entitlements
);

/// <summary>The portal's rules as far as they can be checked without it, with its codes and in its order.</summary>
internal static class OfflineRules
{
    private const int MinimumOfAnyTwo = 2;

    /// <summary>Null: nothing is against it.</summary>
    public static LicenseVerdict? Refusal(
        OfflineFacts facts,
        LicensingOptions options,
        IReadOnlyList<string>? entitlements,
        DateTimeOffset now
    )
    {
        if (options.Product is { } product && !Same(product, facts.Product))
            return LicenseVerdict.No("PRODUCT_MISMATCH", $"This key is for {facts.Product}.");
        if (options.Environment is { } environment && facts.Environment is { } its && !Same(environment, its))
            return LicenseVerdict.No("ENVIRONMENT_MISMATCH", $"This key is for {its}.");
        if (now >= facts.GraceEndsAt)
            return LicenseVerdict.No("EXPIRED", $"Expired on {Day(facts.ExpiresAt ?? facts.GraceEndsAt.Value)}.");
        if (VersionNotCovered(facts, options, now) is { } why)
            return LicenseVerdict.No("VERSION_NOT_COVERED", why);
        var missing = (entitlements ?? [])
            .Where(name => !facts.Entitlements.Any(feature => Same(feature.Name, name)))
            .ToList();
        return missing.Count == 0
            ? null
            : LicenseVerdict.No("ENTITLEMENTS_MISSING", $"Not included: {string.Join(", ", missing)}.");
    }

    /// <summary>Told while an expired license is in its grace period.</summary>
    public static LicensingWarning? Grace(DateTimeOffset? expiresAt, DateTimeOffset now) =>
        now >= expiresAt
            ? new(
                LicensingCode.GracePeriod,
                $"The license expired on {Day(expiresAt.Value)} and works for a grace period only."
            )
            : null;

    /// <summary>As much of the device is the one that was activated as the license asks for.</summary>
    public static bool Matches(int same, int stored, string? matching) =>
        matching switch
        {
            "anyTwo" => same >= MinimumOfAnyTwo,
            "any" => same > 0,
            // Also files from before the mode was written into them.
            "most" or null => same * 2 > stored,
            // "all", or a mode that this program does not know and that may be stricter than any that it does.
            _ => stored > 0 && same == stored,
        };

    public static string Day(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("MMM d, yyyy", CultureInfo.InvariantCulture);

    private static string? VersionNotCovered(OfflineFacts facts, LicensingOptions options, DateTimeOffset now)
    {
        if (facts.MaxMajorVersion is { } highest && options.Version is { } version && !(Major(version) <= highest))
            return $"This license covers versions up to {highest}.x; this is {version}.";
        if (facts.MaintenanceEndsAt is not { } end)
            return null;
        if (options.ReleasedAt is { } released)
            return released > end
                ? $"Maintenance ended on {Day(end)}; {options.Version ?? "this version"} was released on {Day(released)}."
                : null;
        // Another version than the portal was asked about: whether it came out before maintenance ended, only the portal knows.
        return now > end && facts.AskedVersion is { } asked && asked != options.Version
            ? $"Maintenance ended on {Day(end)}; whether {options.Version ?? "this version"} is covered has to be checked online."
            : null;
    }

    /// <summary>The leading number. Null: cannot be read.</summary>
    private static int? Major(string version)
    {
        var digits = new string([
            .. version.Trim().TrimStart('v', 'V').TakeWhile(letter => letter is >= '0' and <= '9'),
        ]);
        return digits.Length == 0 ? null
            : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major
            : int.MaxValue;
    }

    private static bool Same(string? one, string? other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
