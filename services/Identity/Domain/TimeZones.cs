namespace Portal.Identity.Domain;

/// <summary>Time zones by their IANA names, old names too.</summary>
internal static class TimeZones
{
    public static bool IsKnown(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId && !name.Contains(' ');
}
