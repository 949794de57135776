using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Portal.Identity.Trust;
using Portal.ServiceDefaults;

namespace Portal.Identity.Pages;

internal static class PagesSetup
{
    private const int MaxBytesOfAForm = 64 * 1024;

    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddAntiforgery();
        builder
            .Services.AddOptions<AntiforgeryOptions>()
            .Configure<PublicAddress>(
                (options, address) =>
                {
                    // A __Host- cookie cannot be planted from another host or over plain HTTP; it needs the whole site as its path.
                    options.Cookie.Name = address.IsHttps ? "__Host-portal-identity-form" : "portal-identity-form";
                    options.Cookie.Path = address.IsHttps ? "/" : PublicAddress.BasePath;
                    options.Cookie.SecurePolicy = address.CookieSecurity;
                    options.SuppressXFrameOptionsHeader = true;
                }
            );
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxBytesOfAForm);
        // Before the writer for JSON: the first one that can write, writes.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, ErrorPageWriter>());
    }

    public static void MapPages(this WebApplication app)
    {
        app.UseAntiforgery();
        app.UseStaleForms();
        app.MapRazorComponents<App>().AllowAnonymous();
    }

    /// <summary>The page is shown again, with the status that programs understand.</summary>
    public static void Refuse(this HttpContext http, Rejection rejection)
    {
        http.Response.StatusCode = rejection.Status;
        if (rejection.RetryAfter is { } wait)
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }
}
