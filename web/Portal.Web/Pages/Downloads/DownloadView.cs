using Microsoft.AspNetCore.Http;

namespace Portal.Web.Pages.Downloads;

/// <summary>What of the downloads somebody wants to see, remembered in cookies.</summary>
/// <param name="PreReleases">True: those too. Else only what is ready for everybody.</param>
public sealed record DownloadView(Computer Computer, bool PreReleases)
{
    public const string Channel = "channel",
        Beta = "beta";

    public static DownloadView Of(HttpRequest request) => new(Computer.Of(request), request.Cookies[Channel] == Beta);

    /// <summary>What is not one of the choices is the default: stable, for the computer that the browser is on.</summary>
    public static void Remember(HttpContext http, string? channel, string? computer)
    {
        Keep(http, Channel, channel == Beta ? Beta : null);
        Keep(http, Computer.Cookie, Computer.Chosen(computer)?.Value);
    }

    private static void Keep(HttpContext http, string cookie, string? value)
    {
        if (value is null)
            http.Response.Cookies.Delete(cookie);
        else
            http.Response.Cookies.Append(
                cookie,
                value,
                new CookieOptions
                {
                    HttpOnly = true,
                    IsEssential = true,
                    MaxAge = TimeSpan.FromDays(365),
                    SameSite = SameSiteMode.Lax,
                    Secure = http.Request.IsHttps,
                }
            );
    }
}
