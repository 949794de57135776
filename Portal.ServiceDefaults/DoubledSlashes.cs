using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;

namespace Portal.ServiceDefaults;

/// <summary>Reads <c>//v1//verify</c> as <c>/v1/verify</c>: programs join a base address that ends with a slash and a path that begins with one.</summary>
public static partial class DoubledSlashes
{
    /// <summary>Before everything that looks at the path.</summary>
    public static void UseSingleSlashes(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                if (http.Request.Path.Value is { } path && path.Contains("//", StringComparison.Ordinal))
                    http.Request.Path = Several().Replace(path, "/");
                return next(http);
            }
        );

    [GeneratedRegex("/{2,}")]
    private static partial Regex Several();
}
