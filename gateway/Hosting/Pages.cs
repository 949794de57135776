using System.IO.Compression;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.ResponseCompression;
using Portal.Gateway.Sessions;
using Portal.Web;

namespace Portal.Gateway.Hosting;

/// <summary>The portal's pages and their static files, served by this process.</summary>
internal static class Pages
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        // Otherwise a build that was not published maps an endpoint for files that come to be later, open to everybody.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddTransient<SessionTokenHandler>();
        builder.Services.AddPortalWeb(client => client.AddHttpMessageHandler<SessionTokenHandler>());
        builder.Services.AddAntiforgery();
        builder
            .Services.AddOptions<AntiforgeryOptions>()
            .Configure<PublicAddress>(
                (options, address) =>
                {
                    // A __Host- cookie cannot be planted from another host or over plain HTTP.
                    var isHttps = address.Url.Scheme == Uri.UriSchemeHttps;
                    options.Cookie.Name = isHttps ? "__Host-portal-form" : "portal-form";
                    options.Cookie.SecurePolicy = isHttps
                        ? CookieSecurePolicy.Always
                        : CookieSecurePolicy.SameAsRequest;
                    options.Cookie.Path = "/";
                }
            );
        builder.Services.Configure<BrotliCompressionProviderOptions>(options =>
            options.Level = CompressionLevel.Fastest
        );
        builder.Services.AddResponseCompression(options =>
        {
            // Over TLS too. Reading a secret out of the compressed size (BREACH) needs a page that repeats the attacker's text next
            // to a secret that stays the same, fetched with the victim's cookie: antiforgery tokens differ in every answer, license
            // keys are shown in the answer to a POST only, and the session cookie (SameSite=Lax) does not come with a foreign POST.
            options.EnableForHttps = true;
            options.Providers.Add<BrotliCompressionProvider>();
            options.MimeTypes = ["text/html"];
        });
    }
}
