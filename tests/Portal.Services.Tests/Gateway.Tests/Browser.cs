using System.Net;
using System.Text.RegularExpressions;
using Portal.Testing;

namespace Portal.Gateway.Tests;

/// <summary>
/// A browser, as far as the gateway sees one. It keeps Secure cookies for http://localhost as browsers do and HttpClient does
/// not, and may be pointed at another gateway that stands for the same public address.
/// </summary>
internal sealed partial class Browser(PortalApp app, Uri? gateway = null) : IDisposable
{
    public const string Session = "__Host-portal";
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly Uri _server = gateway ?? app.Address("gateway");

    public Dictionary<string, string> Cookies { get; } = [];

    /// <summary>As set, with their attributes, newest last.</summary>
    public List<string> CookiesSet { get; } = [];

    /// <summary>Where the last redirect led, as the address bar shows it.</summary>
    public Uri Location { get; private set; } = app.Address("gateway");

    public static async Task<Browser> SignedIn(PortalApp app, Uri? gateway = null)
    {
        var browser = new Browser(app, gateway);
        await browser.SignIn(await SomeMember(app));
        return browser;
    }

    public static async Task<Catalogue.Member> SomeMember(PortalApp app)
    {
        var catalogue = new Catalogue(app);
        return await catalogue.NewMember(await catalogue.NewAccount());
    }

    public async Task<HttpResponseMessage> SignIn(Catalogue.Member customer, string start = "/")
    {
        var page = await Browse(start);
        var form = Fields(await page.Content.ReadAsStringAsync());
        form["Form.Email"] = customer.Email;
        form["Form.Password"] = customer.Password;
        return await Follow(await Send(HttpMethod.Post, Location.PathAndQuery, form));
    }

    /// <summary>The form in the user menu.</summary>
    public async Task<HttpResponseMessage> SignOut()
    {
        using var page = await Browse("/");
        return await Follow(await Send(HttpMethod.Post, "/signout", Fields(await page.Content.ReadAsStringAsync())));
    }

    public async Task<HttpResponseMessage> Browse(string path) => await Follow(await Get(path));

    public Task<HttpResponseMessage> Get(string path, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Get, path, null, headers);

    /// <summary>As a script of the portal's pages calls an API.</summary>
    public Task<HttpResponseMessage> Call(string path, HttpMethod? method = null) =>
        Send(method ?? HttpMethod.Get, path, null, ("X-CSRF", "1"), ("Accept", "application/json"));

    public async Task<HttpResponseMessage> Send(
        HttpMethod method,
        string path,
        Dictionary<string, string>? form,
        params (string Name, string Value)[] headers
    )
    {
        Location = new Uri(app.Address("gateway"), path);
        using var request = new HttpRequestMessage(method, new Uri(_server, Location.PathAndQuery))
        {
            Content = form is null ? null : new FormUrlEncodedContent(form),
        };
        request.Headers.Add("Accept", "text/html");
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
        if (Cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead);
        Keep(answer);
        return answer;
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> Follow(HttpResponseMessage answer)
    {
        while (answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther)
        {
            var target = new Uri(Location, answer.Headers.Location!);
            Assert.Equal(app.Address("gateway").Authority, target.Authority);
            answer.Dispose();
            answer = await Get(target.PathAndQuery);
        }
        return answer;
    }

    private void Keep(HttpResponseMessage answer)
    {
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            CookiesSet.Add(cookie);
            var (name, value) = (cookie[..cookie.IndexOf('=')], cookie[(cookie.IndexOf('=') + 1)..cookie.IndexOf(';')]);
            if (value.Length == 0)
                Cookies.Remove(name);
            else
                Cookies[name] = value;
        }
    }

    private static Dictionary<string, string> Fields(string html) =>
        HiddenField()
            .Matches(html)
            // Of the first form: a page may have several.
            .DistinctBy(field => field.Groups[1].Value)
            .ToDictionary(
                field => WebUtility.HtmlDecode(field.Groups[1].Value),
                field => WebUtility.HtmlDecode(field.Groups[2].Value),
                StringComparer.Ordinal
            );

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();
}
