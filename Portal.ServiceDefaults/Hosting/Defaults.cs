using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Portal.ServiceDefaults;

/// <summary>What every process of the system has in common.</summary>
public static class Defaults
{
    /// <summary>Telemetry, health, service discovery, resilient HTTP, problem+json, JSON, time, listeners.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddTelemetry();
        builder.AddHealth();
        builder.AddListeners();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Whatever bytes a header has: what is no UTF-8 becomes U+FFFD, and is no reason to refuse the request.
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.UTF8;
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;
        });
        builder.Services.Configure<ForwardedHeadersOptions>(Forwarding.FromOurGateway);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler(resilience =>
            {
                resilience.Retry.ShouldHandle = SafeRetries.ShouldRetry;
                resilience.Retry.Delay = TimeSpan.FromMilliseconds(200);
                // Opens for what is away, not for one address that has a bug, and tries again soon.
                resilience.CircuitBreaker.ShouldHandle = SafeRetries.IsAway;
                resilience.CircuitBreaker.FailureRatio = 0.5;
                resilience.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(1);
            });
            http.AddServiceDiscovery();
        });
        builder.Services.ConfigureHttpJsonOptions(json => Json.Configure(json.SerializerOptions));
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = Problems.Complete);
        builder.Services.Configure<ExceptionHandlerOptions>(options =>
        {
            options.StatusCodeSelector = Faults.StatusCode;
            options.SuppressDiagnosticsCallback = context => Faults.IsClients(context.Exception);
        });
        return builder;
    }

    /// <summary>The pipeline in its order, then <c>/health</c> (ready) and <c>/alive</c> (live).</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseKnownCharsets();
        app.UseRouting();
        app.UseNoNulCharacters();
        app.UseListeners();
        var authenticates = app.Services.GetService<IAuthenticationSchemeProvider>() is not null;
        if (authenticates)
            app.UseAuthentication();
        app.UseUnmappedRequests();
        if (authenticates)
            app.UseAuthorization();
        app.MapHealth();
        return app;
    }
}
