using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Web;
using Portal.Testing;

namespace Portal.Identity.Tests;

/// <summary>A browser in front of Identity and the gateway's part in the conversation: both sides of code + PKCE + PAR.</summary>
internal sealed partial class Browser : IDisposable
{
    private const string Scopes = "openid profile email offline_access portal";
    private readonly PortalApp _app;
    private readonly HttpClient _http;
    private readonly string _verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <param name="from">The address that the gateway would name; default: that of the test.</param>
    public Browser(PortalApp app, string? from = null)
    {
        _app = app;
        _http = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }
        )
        {
            BaseAddress = app.Address("identity"),
        };
        _http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        if (from is not null)
            _http.DefaultRequestHeaders.Add("X-Forwarded-For", from);
    }

    public string PublicUrl => _app.Address("gateway").ToString().TrimEnd('/');

    public Dictionary<string, string> AuthorizationRequest() =>
        new()
        {
            ["client_id"] = "portal-gateway",
            ["response_type"] = "code",
            ["redirect_uri"] = PublicUrl + "/signin-oidc",
            ["scope"] = Scopes,
            ["state"] = "some-state",
            ["nonce"] = "some-nonce",
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier))),
            ["code_challenge_method"] = "S256",
        };

    public Task<HttpResponseMessage> Get(string path, string? bearer = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        return _http.SendAsync(request);
    }

    /// <summary>As the gateway: with its secret.</summary>
    public async Task<HttpResponseMessage> Post(string endpoint, Dictionary<string, string> form) =>
        await _http.PostAsync(
            $"identity/connect/{endpoint}",
            new FormUrlEncodedContent(
                new Dictionary<string, string>(form)
                {
                    ["client_id"] = "portal-gateway",
                    ["client_secret"] = await _app.Parameter("gateway-secret"),
                }
            )
        );

    public Task<HttpResponseMessage> Authorize(Dictionary<string, string> request) =>
        Get(
            "identity/connect/authorize?"
                + string.Join('&', request.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"))
        );

    /// <summary>Fills in the form of the sign-in page.</summary>
    public async Task<HttpResponseMessage> SignIn(string email, string password, string page = "/identity/sign-in")
    {
        var html = await _http.GetStringAsync(page);
        return await _http.PostAsync(
            page,
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["_handler"] = "sign-in",
                    ["__RequestVerificationToken"] = AntiforgeryToken().Match(html).Groups[1].Value,
                    ["Form.Email"] = email,
                    ["Form.Password"] = password,
                }
            )
        );
    }

    /// <summary>Fills in the one form of a page, as a person who opened it.</summary>
    public async Task<HttpResponseMessage> Submit(string page, string form, params (string Name, string Value)[] fields)
    {
        var html = await _http.GetStringAsync(page);
        var content = fields.ToDictionary(field => field.Name, field => field.Value);
        content["_handler"] = form;
        content["__RequestVerificationToken"] = AntiforgeryToken().Match(html).Groups[1].Value;
        return await _http.PostAsync(page, new FormUrlEncodedContent(content));
    }

    public Task<HttpResponseMessage> AskForCode(string email) =>
        Submit("/identity/sign-in", "sign-in", ("Form.Email", email), ("Form.With", "code"));

    public Task<HttpResponseMessage> TypeCode(string code, string page = "/identity/code") =>
        Submit(page, "code", ("Form.Code", code));

    /// <summary>The whole way: pushed request, sign-in page, code, tokens.</summary>
    public async Task<Tokens> SignInWithTokens(string email, string password = Vendor.Password)
    {
        using var pushed = await Post("par", AuthorizationRequest());
        var start =
            $"/identity/connect/authorize?client_id=portal-gateway&request_uri={Uri.EscapeDataString((await pushed.Json()).Text("request_uri"))}";
        using var challenge = await Get(start);
        using var signedIn = await SignIn(email, password, challenge.Headers.Location!.ToString());
        using var granted = await Get(signedIn.Headers.Location!.PathAndQuery);
        return await Exchange(granted);
    }

    public async Task<Tokens> Exchange(HttpResponseMessage granted)
    {
        var code = HttpUtility.ParseQueryString(granted.Headers.Location!.Query)["code"];
        using var answer = await Post(
            "token",
            new()
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code!,
                ["redirect_uri"] = PublicUrl + "/signin-oidc",
                ["code_verifier"] = _verifier,
            }
        );
        return Tokens.Of(await answer.EnsureSuccessStatusCode().Json());
    }

    public Task<HttpResponseMessage> Refresh(string refreshToken) =>
        Post("token", new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken });

    public Task<HttpResponseMessage> SignOut(string idToken) =>
        Get(
            $"identity/connect/logout?id_token_hint={idToken}&post_logout_redirect_uri={Uri.EscapeDataString(PublicUrl + "/signout-callback-oidc")}&state=bye"
        );

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();
}
