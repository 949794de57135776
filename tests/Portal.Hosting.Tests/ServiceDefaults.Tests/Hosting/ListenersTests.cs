using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using static Portal.ServiceDefaults.Tests.Running.Site;

namespace Portal.ServiceDefaults.Tests.Hosting;

public sealed class ListenersTests
{
    [Fact]
    public async Task An_endpoint_answers_on_its_own_listener_only_whatever_the_host_header_says()
    {
        await using var site = await Started(Map);
        var (ordinary, management) = (site.Ordinary.BaseAddress!.Authority, site.Management.BaseAddress!.Authority);
        foreach (var host in (string?[])[null, ordinary, management, "management", "localhost"])
        {
            Assert.Equal(HttpStatusCode.OK, await Status(site.Ordinary, "/ordinary", host: host));
            Assert.Equal(HttpStatusCode.OK, await Status(site.Management, "/inner", host: host));
            Assert.Equal(HttpStatusCode.NotFound, await Status(site.Ordinary, "/inner", host: host));
            Assert.Equal(HttpStatusCode.NotFound, await Status(site.Management, "/ordinary", host: host));
        }
    }

    [Fact]
    public async Task Management_listens_on_loopback_unless_an_address_is_given()
    {
        await using var open = await Started(Map, urls: "http://0.0.0.0:0");
        Assert.Equal(("0.0.0.0", "localhost"), (open.Ordinary.BaseAddress!.Host, open.Management.BaseAddress!.Host));

        await using var given = await Started(
            Map,
            urls: "http://127.0.0.1:0",
            more: ["--ListenerAddresses:management", "0.0.0.0"]
        );
        Assert.Equal("0.0.0.0", given.Management.BaseAddress!.Host);
    }

    [Fact]
    public async Task A_forwarded_host_or_port_does_not_choose_the_listener()
    {
        await using var site = await Started(Map);
        site.Ordinary.DefaultRequestHeaders.Add("X-Forwarded-Host", site.Management.BaseAddress!.Authority);
        site.Ordinary.DefaultRequestHeaders.Add("X-Forwarded-Port", $"{site.Management.BaseAddress.Port}");
        Assert.Equal(HttpStatusCode.NotFound, await Status(site.Ordinary, "/inner"));
    }

    [Fact]
    public async Task The_wrong_listener_answers_as_for_an_unknown_address()
    {
        await using var site = await Started(Map);
        Assert.Equal(await Shape(site.Ordinary, "/nowhere"), await Shape(site.Ordinary, "/inner"));
        Assert.Equal(await Shape(site.Management, "/nowhere"), await Shape(site.Management, "/ordinary"));
    }

    [Fact]
    public async Task Health_answers_on_every_listener_without_a_token()
    {
        await using var site = await Started(Map, authenticates: true);
        foreach (var listener in (HttpClient[])[site.Ordinary, site.Management])
        {
            Assert.Equal(HttpStatusCode.OK, await Status(listener, "/health"));
            Assert.Equal(HttpStatusCode.OK, await Status(listener, "/alive"));
        }
    }

    [Fact]
    public async Task A_group_takes_its_endpoints_to_its_listener()
    {
        await using var site = await Started(
            app =>
            {
                app.MapManagementApi().MapGet("/things", () => "things").AllowAnonymous();
                app.MapReplicationApi().MapGet("/things", () => "things").AllowAnonymous();
            },
            authenticates: true
        );
        foreach (var path in (string[])["/management/things", "/replication/things"])
        {
            Assert.Equal(HttpStatusCode.OK, await Status(site.Management, path));
            Assert.Equal(HttpStatusCode.NotFound, await Status(site.Ordinary, path));
        }
    }

    [Fact]
    public async Task The_address_of_the_client_is_what_our_gateway_says()
    {
        await using var site = await Started(app =>
            app.MapGet("/who", (HttpContext http) => $"{http.Connection.RemoteIpAddress}")
        );
        site.Ordinary.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        Assert.Equal("203.0.113.7", await site.Ordinary.GetStringAsync("/who", TestContext.Current.CancellationToken));
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/ordinary", () => "ordinary").AllowAnonymous();
        app.MapGet("/inner", () => "inner").AllowAnonymous().OnListener(Listeners.Management);
    }

    private static async Task<string> Shape(HttpClient listener, string path)
    {
        using var response = await listener.GetAsync(path);
        var body = await response.Content.ReadAsStringAsync();
        return $"{response.StatusCode} {response.Content.Headers.ContentType} {body.Split("\"traceId\"")[0]}";
    }
}
