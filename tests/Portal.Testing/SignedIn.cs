using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Portal.Testing;

/// <summary>A customer with a session at the gateway: cookies and redirects by hand, because the cookies are Secure and the test is not.</summary>
public sealed partial class SignedIn : IDisposable
{
    private const int MaxRedirects = 10;
    private readonly PortalApp _app;
    private readonly HttpClient _http;
    private readonly Dictionary<string, string> _cookies = [];

    private SignedIn(PortalApp app) => (_app, _http) = (app, app.BareGateway());

    /// <summary>Name and value of every cookie.</summary>
    public IReadOnlyDictionary<string, string> Cookies => _cookies;

    public static async Task<SignedIn> As(PortalApp app, string email, string password)
    {
        var customer = new SignedIn(app);
        using var form = await customer.Open("/signin?returnUrl=/signed-out");
        using var answer = await customer.Submit(form, new() { ["Form.Email"] = email, ["Form.Password"] = password });
        return answer.StatusCode == HttpStatusCode.OK && customer._cookies.ContainsKey("__Host-portal")
            ? customer
            : throw new InvalidOperationException(
                $"Sign-in ended with {(int)answer.StatusCode} at {answer.RequestMessage?.RequestUri}."
            );
    }

    /// <summary>Somebody who got hold of every cookie as it is now.</summary>
    public SignedIn Thief()
    {
        var thief = new SignedIn(_app);
        foreach (var (name, value) in _cookies)
            thief._cookies[name] = value;
        return thief;
    }

    /// <summary>Gets a page, following redirects.</summary>
    public Task<HttpResponseMessage> Open(string path) => Follow(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Posts the (first, or named) form of a page with its hidden fields.</summary>
    public async Task<HttpResponseMessage> Submit(
        HttpResponseMessage page,
        Dictionary<string, string> fields,
        string? action = null
    )
    {
        var html = await page.Content.ReadAsStringAsync();
        foreach (Match hidden in Hidden().Matches(html))
            fields.TryAdd(
                WebUtility.HtmlDecode(hidden.Groups["name"].Value),
                WebUtility.HtmlDecode(hidden.Groups["value"].Value)
            );
        var target = action is null
            ? page.RequestMessage!.RequestUri!
            : new Uri(page.RequestMessage!.RequestUri!, action);
        return await Follow(
            new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(fields) }
        );
    }

    /// <summary>Calls the API as the portal's own scripts would.</summary>
    public Task<HttpResponseMessage> Api(HttpMethod method, string path, object? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("X-CSRF", "1");
        return Send(request);
    }

    /// <summary>Gets and expects success; the answer's body.</summary>
    public async Task<JsonObject> Get(string path)
    {
        using var response = await Api(HttpMethod.Get, path);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> Follow(HttpRequestMessage request)
    {
        var response = await Send(request);
        for (var hop = 0; hop < MaxRedirects && response.Headers.Location is { } location; hop++)
        {
            var next = new Uri(response.RequestMessage!.RequestUri!, location);
            response.Dispose();
            response = await Send(new HttpRequestMessage(HttpMethod.Get, next));
        }
        return response;
    }

    /// <summary>One request with the cookies, no redirect followed.</summary>
    public async Task<HttpResponseMessage> Send(HttpRequestMessage request)
    {
        if (_cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        var response = await _http.SendAsync(request);
        foreach (var header in response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
        {
            var (name, value) = (
                header.Split('=')[0],
                header.Split(';')[0][(header.IndexOf('=', StringComparison.Ordinal) + 1)..]
            );
            if (value.Length == 0 || header.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase))
                _cookies.Remove(name);
            else
                _cookies[name] = value;
        }
        return response;
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)" value="(?<value>[^"]*)" ?/?>""")]
    private static partial Regex Hidden();
}
