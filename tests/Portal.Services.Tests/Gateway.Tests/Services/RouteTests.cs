using System.Net;
using System.Net.Sockets;
using System.Text;
using Portal.Testing;

namespace Portal.Gateway.Tests.Services;

public sealed class RouteTests(PortalApp app)
{
    public static readonly TheoryData<string> Apis =
    [
        "license/licenses",
        "activation/activations",
        "download/products",
        "identity/me",
    ];

    [Theory, MemberData(nameof(Apis))]
    public async Task An_api_without_a_session_is_refused_and_never_redirected(string api)
    {
        using var browser = new Browser(app);

        using var answer = await browser.Call($"/api/{api}");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("unauthorized", await answer.ProblemCode());
    }

    [Theory, MemberData(nameof(Apis))]
    public async Task An_api_answers_with_the_session_of_the_browser(string api)
    {
        using var browser = await Browser.SignedIn(app);

        using var answer = await browser.Call($"/api/{api}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task An_api_without_the_header_that_forms_cannot_send_is_refused()
    {
        using var browser = await Browser.SignedIn(app);

        using var answer = await browser.Get("/api/license/licenses", ("Accept", "application/json"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("csrf-header-missing", await answer.ProblemCode());
    }

    [Theory]
    [InlineData("/management/licenses")]
    [InlineData("/Management")]
    [InlineData("/replication/licenses")]
    [InlineData("/identity/management/accounts")]
    [InlineData("/identity/%6Danagement/accounts")]
    [InlineData("/licensing/management/licenses")]
    [InlineData("/licensing/../management/licenses")]
    [InlineData("/api/license/management/licenses")]
    [InlineData("/api/license/replication/licenses")]
    [InlineData("/api/unknown")]
    [InlineData("/license/licenses")]
    public async Task Nothing_of_the_inside_is_routed(string path)
    {
        using var browser = await Browser.SignedIn(app);

        using var answer = await browser.Call(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_protocol_of_the_vendors_software_needs_no_session()
    {
        using var browser = new Browser(app);

        using var answer = await browser.Send(
            HttpMethod.Post,
            "/licensing/v1/validations",
            null,
            ("Accept", "application/json"),
            ("Authorization", "License AAAA-BBBB")
        );

        Assert.NotEqual(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.NotEqual(HttpStatusCode.Found, answer.StatusCode);
        Assert.Null(answer.Header("Set-Cookie"));
    }

    [Fact]
    public async Task A_licensing_request_over_64_KiB_is_refused()
    {
        await using var echo = await Echo.Start();
        await using var gateway = await OwnGateway.Start(app, ("services:activation:http:0", echo.Address));
        using var http = new HttpClient { BaseAddress = gateway.Address };

        using var fits = await http.PostAsync(
            "/licensing/v1/validations",
            new ByteArrayContent(new byte[64 * 1024]),
            TestContext.Current.CancellationToken
        );
        using var tooLarge = await http.PostAsync(
            "/licensing/v1/validations",
            new ByteArrayContent(new byte[64 * 1024 + 1]),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
    }

    [Theory]
    [InlineData("/licensing/v1/keys")]
    [InlineData("/v1/verify")]
    [InlineData("/identity/sign-in")]
    public async Task Nobody_gets_a_tunnel(string path)
    {
        var address = app.Address("gateway");
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await client
            .GetStream()
            .WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"CONNECT {path} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n\r\n"
                ),
                TestContext.Current.CancellationToken
            );

        using var answer = new StreamReader(client.GetStream());

        Assert.Equal(
            "HTTP/1.1 405 Method Not Allowed",
            await answer.ReadLineAsync(TestContext.Current.CancellationToken)
        );
    }
}
