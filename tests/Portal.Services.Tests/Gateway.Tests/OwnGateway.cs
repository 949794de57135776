using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.ServiceDefaults;
using Portal.Testing;

namespace Portal.Gateway.Tests;

/// <summary>
/// One more gateway in front of the same application, where a test chooses the backends, the limits, the time, and what
/// Identity answers to a renewal.
/// </summary>
internal sealed class OwnGateway : IAsyncDisposable
{
    private WebApplication? _app;
    private ShiftedTime Time { get; } = new();

    public Uri Address => new(_app!.Urls.Single());

    /// <summary>Renewals that Identity was asked for.</summary>
    public int Renewals;

    /// <summary>Answers a renewal in Identity's place.</summary>
    public Func<HttpResponseMessage>? AnswerRenewal { get; set; }

    public static async Task<OwnGateway> Start(PortalApp portal, params (string Key, string Value)[] settings)
    {
        var gateway = new OwnGateway();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Portal.Gateway" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Portal:PublicUrl"] = portal.Address("gateway").ToString().TrimEnd('/'),
                ["ConnectionStrings:redis"] = await portal.ConnectionString("redis"),
                ["Clients:gateway"] = await portal.Parameter("gateway-secret"),
                ["services:identity:http:0"] = portal.Address("identity").ToString(),
                ["services:license:http:0"] = portal.Address("license").ToString(),
                ["services:activation:http:0"] = portal.Address("activation").ToString(),
                ["services:download:http:0"] = portal.Address("download").ToString(),
            }
        );
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))
        );
        builder.AddServiceDefaults();
        builder.AddGateway();
        builder.Services.AddSingleton<TimeProvider>(gateway.Time);
        builder.Services.AddHttpClient("identity").AddHttpMessageHandler(() => new Watch(gateway));
        gateway._app = builder.Build();
        gateway._app.MapGateway();
        await gateway._app.StartAsync();
        return gateway;
    }

    public void Later(TimeSpan time) => Time.Shift += time;

    public ValueTask DisposeAsync() => _app!.DisposeAsync();

    private sealed class Watch(OwnGateway gateway) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            if (
                request.Content is not FormUrlEncodedContent form
                || !(await form.ReadAsStringAsync(cancellationToken)).Contains(
                    "grant_type=refresh_token",
                    StringComparison.Ordinal
                )
            )
                return await base.SendAsync(request, cancellationToken);
            Interlocked.Increment(ref gateway.Renewals);
            return gateway.AnswerRenewal?.Invoke() ?? await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
