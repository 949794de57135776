using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.ServiceDefaults;

namespace Portal.Gateway.Tests.Hosting;

public sealed class AntiforgeryCookieTests
{
    [Theory]
    [InlineData("https://portal.example/", "__Host-portal-form", CookieSecurePolicy.Always)]
    [InlineData("http://localhost:8080", "portal-form", CookieSecurePolicy.SameAsRequest)]
    public void Over_tls_no_other_host_can_plant_one(string url, string name, CookieSecurePolicy secure)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Portal.Gateway" });
        builder.Configuration.AddInMemoryCollection([
            new("Portal:PublicUrl", url),
            new("Clients:gateway", "secret"),
            new("ConnectionStrings:redis", "127.0.0.1:9"),
        ]);
        builder.AddServiceDefaults();
        builder.AddGateway();
        using var services = builder.Services.BuildServiceProvider();
        var cookie = services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie;
        Assert.Equal(
            (name, secure, "/", (string?)null),
            (cookie.Name, cookie.SecurePolicy, cookie.Path, cookie.Domain)
        );
    }
}
