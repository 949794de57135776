using Microsoft.AspNetCore.Http;

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

    public static TimeZoneInfo? Find(string? name) =>
        name is { Length: > 0 and <= 64 }
        && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
        && zone.HasIanaId
            ? zone
            : null;

    /// <summary>For as long as the sign-in may not say it yet.</summary>
    public static void Remember(HttpContext http, string? name) =>
        http.Response.Cookies.Append(
            Cookie,
            name ?? "",
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = name is null ? TimeSpan.Zero : TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
            }
        );
}
