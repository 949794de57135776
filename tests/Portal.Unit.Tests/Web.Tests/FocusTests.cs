using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Web.Tests;

/// <summary>After a form was sent, the focus is on what came of it: read out, and where the next key press begins.</summary>
public sealed partial class FocusTests
{
    private static readonly string License = $"/licenses/{Samples.LicenseId}",
        Deactivate = $"/activations/{Samples.ActivationId}/deactivate";

    [Fact]
    public async Task A_revealed_key_has_the_focus() =>
        Assert.Contains(
            Samples.Key,
            Focused(await Sent(Samples.Account(), License, "reveal")),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_diagnosis_has_the_focus() =>
        Assert.Contains(
            "Not activated",
            Focused(await Sent(Samples.Account(), License, "diagnose", ("Form.Identifier", "x"))),
            StringComparison.Ordinal
        );

    [Theory]
    [
        InlineData("", "Activate this device?"),
        InlineData("activate", "STUDIO-WS-04 is activated"),
        InlineData("deactivate", "STUDIO-WS-04 is deactivated")
    ]
    public async Task What_comes_of_a_request_file_has_the_focus(string step, string said) =>
        Assert.Contains(
            said,
            Focused(await Sent(Samples.Account(), "/activations/offline", "exchange", ("Text", "x"), ("Step", step))),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_refusal_has_the_focus()
    {
        var services = Samples
            .Account()
            .Refuse(
                $"POST /api/activation/activations/{Samples.ActivationId}/deactivate",
                HttpStatusCode.Conflict,
                "quota",
                "Not now."
            )
            .Refuse(
                $"POST /api/license/licenses/{Samples.LicenseId}/reveal",
                HttpStatusCode.TooManyRequests,
                "often",
                "Not now."
            )
            .Refuse(
                $"POST /api/download/artifacts/{Samples.ArtifactId}/links",
                HttpStatusCode.Conflict,
                "no",
                "Not now."
            );
        Assert.Contains("Not now.", Focused(await Sent(services, Deactivate, "confirm")), StringComparison.Ordinal);
        Assert.Contains("Not now.", Focused(await Sent(services, License, "reveal")), StringComparison.Ordinal);
        Assert.Contains(
            "Not now.",
            Focused(await Sent(services, "/downloads", "download", ("ArtifactId", $"{Samples.ArtifactId}"))),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [
        InlineData("/activations?deactivated="),
        InlineData("/activations?freed=2&x="),
        InlineData("/licenses/{0}?deactivated=")
    ]
    public async Task What_was_deactivated_has_the_focus_where_the_confirmation_leads_back_to(string address)
    {
        await using var portal = await PortalHost.Start(
            Samples
                .Account()
                .Answer($"GET /api/activation/activations/{Samples.ActivationId}", Samples.Activation("deactivated"))
        );
        Assert.Contains(
            "deactivated.",
            Focused(await portal.Html(string.Format(null, address, Samples.LicenseId) + Samples.ActivationId)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [
        InlineData("/"),
        InlineData("/licenses"),
        InlineData("/licenses/{0}"),
        InlineData("/activations"),
        InlineData("/downloads")
    ]
    public async Task A_page_that_was_only_opened_takes_no_focus(string path)
    {
        await using var portal = await PortalHost.Start(
            Samples.Account().Fail("GET /api/download/products", new HttpRequestException("down"))
        );
        Assert.DoesNotContain(
            "autofocus",
            await portal.Html(string.Format(null, path, Samples.LicenseId)),
            StringComparison.Ordinal
        );
    }

    private static async Task<string> Sent(
        CannedServices services,
        string path,
        string form,
        params (string, string)[] fields
    )
    {
        await using var portal = await PortalHost.Start(services);
        Assert.DoesNotContain(
            "#",
            Action()
                .Matches(await portal.Html(path))
                .Single(match => match.Value.Contains($"\"{form}\"", StringComparison.Ordinal))
                .Groups[1]
                .Value,
            StringComparison.Ordinal
        );
        return await PortalHost.Text(await portal.Submit(path, form, fields));
    }

    /// <summary>The first element that asks for the focus, and what follows: a browser takes the first.</summary>
    private static string Focused(string html)
    {
        var match = Autofocus().Match(WebUtility.HtmlDecode(html));
        Assert.True(match.Success, "Nothing asks for the focus.");
        Assert.Contains("tabindex=\"-1\"", match.Groups[1].Value, StringComparison.Ordinal);
        return match.Groups[2].Value;
    }

    [GeneratedRegex("(<[^<>]+ autofocus[^<>]*>)(.{0,600})", RegexOptions.Singleline)]
    private static partial Regex Autofocus();

    [GeneratedRegex("<form method=\"post\"(?: action=\"([^\"]*)\")?[^>]*>.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Action();
}
