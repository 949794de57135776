using System.Net;
using System.Text.RegularExpressions;
using Portal.Testing;

namespace Portal.Identity.Tests.SignIns;

public sealed partial class StaleFormTests(PortalApp app)
{
    private const string SignInPage = "/identity/sign-in?returnUrl=%2Fidentity%2Fconnect%2Fauthorize%3Fx%3D1";

    [Fact]
    public async Task A_browser_without_cookies_is_told_so_on_the_page_that_still_knows_the_way()
    {
        using var browser = Client(cookies: false);
        using var sent = await Send(browser, await Token(browser));
        Assert.Equal((HttpStatusCode.SeeOther, SignInPage + "&again=cookies"), Where(sent));
        Assert.Contains("Your browser sent no cookies.", await Open(browser, sent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_before_does_nothing_and_the_page_that_follows_signs_in()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var other = Client();
        using var browser = Client();
        await Token(browser);
        using var sent = await Send(browser, await Token(other), person.Email);
        Assert.Equal((HttpStatusCode.SeeOther, SignInPage + "&again=stale"), Where(sent));

        var page = await Open(browser, sent);
        Assert.Contains("That page was out of date", page, StringComparison.Ordinal);
        using var again = await Send(browser, TokenIn(page), person.Email);
        Assert.Equal(
            (HttpStatusCode.Found, "/identity/connect/authorize?x=1"),
            (again.StatusCode, again.Headers.Location!.PathAndQuery)
        );
    }

    private HttpClient Client(bool cookies = true)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies })
        {
            BaseAddress = app.Address("identity"),
        };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return client;
    }

    private static async Task<string> Token(HttpClient browser) => TokenIn(await browser.GetStringAsync(SignInPage));

    private static string TokenIn(string page) => FormToken().Match(page).Groups[1].Value;

    private static Task<HttpResponseMessage> Send(HttpClient browser, string token, string email = "a@example.com") =>
        browser.PostAsync(
            SignInPage,
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["_handler"] = "sign-in",
                    ["__RequestVerificationToken"] = token,
                    ["Form.Email"] = email,
                    ["Form.Password"] = Vendor.Password,
                }
            )
        );

    private static (HttpStatusCode, string) Where(HttpResponseMessage answer) =>
        (answer.StatusCode, answer.Headers.Location!.ToString());

    private static Task<string> Open(HttpClient browser, HttpResponseMessage sent) =>
        browser.GetStringAsync(sent.Headers.Location!.ToString());

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
