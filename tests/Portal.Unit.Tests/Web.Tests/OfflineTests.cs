using System.Net;
using System.Text;

namespace Portal.Web.Tests;

public sealed class OfflineTests
{
    private const string Page = "/activations/offline",
        Form = "exchange",
        Request = "the request <of> a \"program\"";

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_request_is_read_first_and_nothing_is_done(bool uploaded)
    {
        var services = Samples.Account();
        await using var portal = await PortalHost.Start(services);
        using var read = uploaded
            ? await portal.Upload(Page, Form, "File", Request)
            : await portal.Submit(Page, Form, ("Text", Request));
        var html = await PortalHost.Text(read);
        Assert.Contains("Activate this device?", html, StringComparison.Ordinal);
        Assert.Contains("The device takes one slot.", html, StringComparison.Ordinal);
        Assert.Contains($"name=\"Text\" value=\"{WebUtility.HtmlEncode(Request)}\"", html, StringComparison.Ordinal);
        Assert.True(read.Headers.CacheControl!.NoStore);
        Assert.Equal(
            ["POST /api/activation/offline-requests"],
            services.Asked.Where(asked => asked.StartsWith("POST", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_decision_activates_and_hands_out_the_license_file_to_download_and_as_text()
    {
        await using var portal = await PortalHost.Start(Samples.Account());
        var html = await PortalHost.Text(await portal.Submit(Page, Form, ("Text", Request), ("Step", "activate")));
        Assert.Contains("STUDIO-WS-04 is activated", html, StringComparison.Ordinal);
        Assert.Contains(
            $"download=\"resonance-studio.lic\" href=\"data:application/octet-stream;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(Samples.LicenseFile))}\"",
            html,
            StringComparison.Ordinal
        );
        Assert.Matches(
            "<textarea[^>]*readonly[^>]*>-----BEGIN LICENSE FILE-----\nZmlsZQ==\n",
            WebUtility.HtmlDecode(html)
        );
    }

    [Fact]
    public async Task A_removal_frees_the_slot()
    {
        var services = Samples
            .Account()
            .Answer("POST /api/activation/offline-requests", Samples.Foreseen("deactivate", changes: true));
        await using var portal = await PortalHost.Start(services);
        Assert.Contains(
            "Deactivate this device?",
            await PortalHost.Text(await portal.Submit(Page, Form, ("Text", Request))),
            StringComparison.Ordinal
        );
        var html = await PortalHost.Text(await portal.Submit(Page, Form, ("Text", Request), ("Step", "deactivate")));
        Assert.Contains("STUDIO-WS-04 is deactivated", html, StringComparison.Ordinal);
        Assert.DoesNotContain("POST /api/activation/offline-activations", services.Asked);
    }

    [Fact]
    public async Task A_refusal_stands_in_place_and_the_text_stays()
    {
        await using var portal = await PortalHost.Start(
            Samples
                .Account()
                .Refuse(
                    "POST /api/activation/offline-requests",
                    HttpStatusCode.Forbidden,
                    "activation.offline-not-allowed",
                    "This license does not allow activation without a network."
                )
        );
        var html = await PortalHost.Text(await portal.Submit(Page, Form, ("Text", Request)));
        Assert.Contains("This license does not allow activation without a network.", html, StringComparison.Ordinal);
        Assert.Contains($">{Request}</textarea>", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Choose a request file, or paste its text.")]
    [InlineData("long", "it is too long")]
    public async Task Nothing_and_too_much_are_not_asked_about(string sent, string answer)
    {
        var services = Samples.Account();
        await using var portal = await PortalHost.Start(services);
        using var read = await portal.Upload(Page, Form, "File", sent.Length > 0 ? new string('x', 20_000) : "");
        Assert.Contains(answer, await PortalHost.Text(read), StringComparison.Ordinal);
        Assert.DoesNotContain(services.Asked, asked => asked.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_its_token_nothing_happens()
    {
        var services = Samples.Account();
        await using var portal = await PortalHost.Start(services);
        using var refused = await portal.Post(
            Page,
            [
                KeyValuePair.Create("_handler", Form),
                KeyValuePair.Create("Text", Request),
                KeyValuePair.Create("Step", "activate"),
            ]
        );
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.DoesNotContain(services.Asked, asked => asked.StartsWith("POST", StringComparison.Ordinal));
    }
}
