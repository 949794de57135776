using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Activations.Protocols.Native;
using Portal.Activations.Signing;
using Portal.ServiceDefaults;
using Portal.Testing;

namespace Portal.Activations.Tests;

/// <summary>One more replica of Activation that only answers, where a test chooses the limits and the neighbours.</summary>
internal sealed class OwnActivation : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private OwnActivation(WebApplication app) => (_app, _http) = (app, new() { BaseAddress = new(app.Urls.Single()) });

    /// <summary>For what has no address.</summary>
    public IServiceProvider Services => _app.Services;

    public static Task<OwnActivation> Start(PortalApp portal, params (string Key, string Value)[] settings) =>
        Start(portal, TimeProvider.System, settings);

    public static async Task<OwnActivation> Start(
        PortalApp portal,
        TimeProvider clock,
        params (string Key, string Value)[] settings
    )
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { ApplicationName = "Portal.Activations" }
        );
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Portal:PublicUrl"] = portal.Address("gateway").ToString().TrimEnd('/'),
                ["OTEL_SERVICE_NAME"] = "activation",
                ["ConnectionStrings:activationdb"] = await portal.ConnectionString("activationdb"),
                ["ConnectionStrings:rabbitmq"] = await portal.ConnectionString("rabbitmq-activation"),
                ["Clients:service"] = await portal.Parameter("service-secret"),
                ["Keys:Path"] = Path.Combine(portal.DataFolder, "signing"),
                ["KeyManager:KeySize"] = "2048",
                ["services:identity:http:0"] = portal.Address("identity").ToString(),
                ["services:license:management:0"] = portal.Address("license", "management").ToString(),
                ["services:download:management:0"] = portal.Address("download", "management").ToString(),
            }
        );
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))
        );
        builder.Services.AddSingleton(clock);
        builder.AddServiceDefaults();
        builder.AddActivations();
        // Without its background work: what it took off the queues that it shares with the application's own Activation
        // would stay with it until the broker notices that it is gone, and other tests would wait for that.
        builder.Services.RemoveAll<IHostedService>();
        var app = builder.Build();
        app.UseSingleSlashes();
        app.UseSignedAnswers(ProtocolGroup.Prefix);
        app.UseHead();
        app.MapDefaultEndpoints();
        app.UseRateLimiter();
        app.MapActivations();
        await app.StartAsync();
        return new(app);
    }

    /// <param name="licenseKey">Null: none, as in the KeyManager API.</param>
    public Task<HttpResponseMessage> Ask(
        HttpMethod method,
        string path,
        string? licenseKey,
        object? body = null,
        string? apiKey = null
    )
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (licenseKey is not null || apiKey is not null)
            request.Headers.Authorization = licenseKey is not null
                ? new AuthenticationHeaderValue("License", licenseKey)
                : new AuthenticationHeaderValue("Bearer", apiKey);
        return _http.SendAsync(request);
    }

    public Task<HttpResponseMessage> AsCustomer(string path, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return _http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }
}
