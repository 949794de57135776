using Microsoft.AspNetCore.HttpOverrides;
using Portal.ServiceDefaults;

namespace Portal.Gateway.Hosting;

/// <summary>
/// The one address under which browsers know the portal, from <c>Portal:PublicUrl</c>. Links, redirects and cookies follow it,
/// never the headers of a request. X-Forwarded-For is trusted from the networks in <c>TrustedProxies</c> only; there are none by
/// default.
/// </summary>
internal sealed record PublicAddress(Uri Url)
{
    public string Of(string path) => Url.GetLeftPart(UriPartial.Authority) + path;
}

internal static class PublicAddressExtensions
{
    public static void AddPublicAddress(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new PublicAddress(PublicUrl.Of(builder.Configuration)));

        var proxies = builder.Configuration.GetSection("TrustedProxies").Get<string[]>() ?? [];
        builder.Services.PostConfigure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = proxies is [] ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in proxies)
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });
    }

    public static void UsePublicAddress(this WebApplication app)
    {
        var url = app.Services.GetRequiredService<PublicAddress>().Url;
        var host = HostString.FromUriComponent(url);
        app.Use(
            (http, next) =>
            {
                http.Request.Scheme = url.Scheme;
                http.Request.Host = host;
                return next(http);
            }
        );
    }
}
