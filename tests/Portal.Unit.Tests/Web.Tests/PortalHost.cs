using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Time.Testing;

namespace Portal.Web.Tests;

/// <summary>The pages in a host of their own, with canned services behind them and a browser's manners in front.</summary>
internal sealed partial class PortalHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _browser;

    private PortalHost(WebApplication app)
    {
        _app = app;
        var address = app
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.First();
        _browser = new HttpClient(
            new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }
        )
        {
            BaseAddress = new Uri(address),
        };
        _browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        _browser.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Windows NT 10.0; Win64; x64)");
    }

    public static async Task<PortalHost> Start(
        CannedServices services,
        bool signedIn = true,
        string role = "Owner",
        string? support = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration["Branding:SupportUrl"] = support;
        builder.Services.AddRouting();
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Samples.Now));
        builder
            .Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(options => options.LoginPath = "/signin");
        builder.Services.AddAuthorizationBuilder();
        builder.Services.AddPortalWeb(client => client.ConfigurePrimaryHttpMessageHandler(() => services));
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        if (signedIn)
            app.Use(
                (http, next) =>
                {
                    http.User = Somebody(role);
                    return next(http);
                }
            );
        app.UseAuthorization();
        app.MapPortalWeb();
        await app.StartAsync();
        return new PortalHost(app);
    }

    public Task<HttpResponseMessage> Get(string path) => _browser.GetAsync(path);

    /// <summary>With what a browser says about itself.</summary>
    public Task<HttpResponseMessage> Get(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return _browser.SendAsync(request);
    }

    public async Task<string> Html(string path) => await Text(await Get(path));

    public static Task<string> Text(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>Opens a page and sends one of its forms, with the hidden fields that it carries.</summary>
    public async Task<HttpResponseMessage> Submit(string path, string form, params (string Name, string Value)[] fields)
    {
        var html = await Html(path);
        var hidden = Forms()
            .Matches(html)
            .Select(match => match.Value)
            .Single(text => text.Contains($"value=\"{form}\"", StringComparison.Ordinal));
        var values = Hidden()
            .Matches(hidden)
            .Select(match => KeyValuePair.Create(match.Groups[1].Value, match.Groups[2].Value))
            .Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Post(path, values);
    }

    /// <summary>The same with a file, as a browser sends it.</summary>
    public async Task<HttpResponseMessage> Upload(string path, string form, string field, string content)
    {
        var html = await Html(path);
        var hidden = Forms()
            .Matches(html)
            .Select(match => match.Value)
            .Single(text => text.Contains($"value=\"{form}\"", StringComparison.Ordinal));
        using var body = new MultipartFormDataContent { { new StringContent(content), field, "request.txt" } };
        foreach (Match match in Hidden().Matches(hidden))
            body.Add(new StringContent(match.Groups[2].Value), match.Groups[1].Value);
        return await _browser.PostAsync(path, body);
    }

    public Task<HttpResponseMessage> Post(string path, IEnumerable<KeyValuePair<string, string>> fields) =>
        _browser.PostAsync(path, new FormUrlEncodedContent(fields));

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _app.DisposeAsync();
    }

    private static ClaimsPrincipal Somebody(string role) =>
        new(
            new ClaimsIdentity(
                [
                    new("sub", "0192f0c1-0000-7000-8000-000000000009"),
                    new("name", "Anna Lindqvist"),
                    new("account_name", "Northwind Audio"),
                    new("account_kind", "organization"),
                    new("role", role),
                ],
                "test"
            )
        );

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
