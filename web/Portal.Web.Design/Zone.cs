using Microsoft.AspNetCore.Http;
using NodaTime.TimeZones;

namespace Portal.Web.Design;

/// <summary>
/// The reader's time zone: what they chose in this browser just now (the cookie <c>zone</c>), else what their sign-in says
/// (the claim <c>zoneinfo</c>, OpenID Connect Core section 5.1), else UTC.
/// </summary>
public static class Zone
{
    public const string Cookie = "zone",
        Claim = "zoneinfo";

    public static TimeZoneInfo Of(HttpContext? http) =>
        Find(http?.Request.Cookies[Cookie]) ?? Find(http?.User.FindFirst(Claim)?.Value) ?? TimeZoneInfo.Utc;

    private static readonly TzdbDateTimeZoneSource Database = TzdbDateTimeZoneSource.Default;
    private static readonly TimeSpan SignInMayNotSayItFor = TimeSpan.FromMinutes(10);

    /// <summary>Every name that ever was one, in any case, with the name it has today.</summary>
    private static readonly Dictionary<string, string> Today = Database
        .GetIds()
        .ToDictionary(id => id, NameToday, StringComparer.OrdinalIgnoreCase);

    /// <summary>Names to choose from, as they are today: those of the list of places in the IANA database, and UTC.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [.. Places().Order(StringComparer.Ordinal).Append(TimeZoneInfo.Utc.Id)];

    /// <returns>What the zone of this name is called today: Asia/Kolkata for Asia/Calcutta; null: there is no such zone.</returns>
    public static string? NameOf(string? name) => name is null ? null : Today.GetValueOrDefault(name.Trim());

    /// <summary>Zones whose name ends in this city, by old names too.</summary>
    public static IReadOnlyList<string> Named(string city) =>
        [
            .. Today
                .Where(name => name.Key.EndsWith("/" + city, StringComparison.OrdinalIgnoreCase))
                .Select(name => name.Value)
                .Distinct(),
        ];

    public static TimeZoneInfo? Find(string? name) =>
        NameOf(name) is { } today && TimeZoneInfo.TryFindSystemTimeZoneById(today, out var zone) ? zone : null;

    // The database calls Oslo a name of Berlin since both always agree from 1970 on; people in Oslo do not.
    private static string NameToday(string id) =>
        Places().Contains(id) ? id
        : Database.CanonicalIdMap[id] is var canonical && canonical is "Etc/UTC" or "Etc/GMT" ? TimeZoneInfo.Utc.Id
        : canonical;

    private static IEnumerable<string> Places() => Database.ZoneLocations!.Select(place => place.ZoneId);

    /// <summary>For as long as the sign-in may not say it yet; not longer, for others may use this browser after.</summary>
    public static void Remember(HttpContext http, string? name) =>
        http.Response.Cookies.Append(
            Cookie,
            name ?? "",
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = name is null ? TimeSpan.Zero : SignInMayNotSayItFor,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
            }
        );
}
