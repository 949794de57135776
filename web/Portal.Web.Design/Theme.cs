using Microsoft.AspNetCore.Http;

namespace Portal.Web.Design;

/// <summary>The cookie <c>theme</c>: read on the server, so that the first paint is already right.</summary>
public static class Theme
{
    public const string Cookie = "theme",
        Light = "light",
        Dark = "dark",
        System = "system";

    public static string Of(HttpContext? http) => Parse(http?.Request.Cookies[Cookie]);

    public static string Parse(string? value) => value is Light or Dark ? value : System;
}
