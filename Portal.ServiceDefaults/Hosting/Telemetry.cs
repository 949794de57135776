using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Portal.ServiceDefaults;

internal static class Telemetry
{
    /// <summary>Every meter and activity source of ours starts with this.</summary>
    public const string Prefix = "Portal.";

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        // SQL texts and request lines at Information cost a quarter of the throughput.
        builder
            .Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Http", LogLevel.Warning)
            .AddFilter("System.Net.Http", LogLevel.Warning)
            // A line for each attempt; who gives up says so itself, and the meter counts.
            .AddFilter("Polly", LogLevel.None)
            .AddFilter("MassTransit", LogLevel.Warning)
            .AddFilter("Npgsql", LogLevel.Warning)
            // Whoever asks is told what is not ready; a start asks ten times a second.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder
            .Logging.AddConsole(console => console.FormatterName = TracedLines.FormatterName)
            .AddConsoleFormatter<TracedLines, ConsoleFormatterOptions>();

        // Sources and meters of Npgsql and Redis come with AddDatabase and AddRedisClient.
        var exported = !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var telemetry = builder.Services.AddOpenTelemetry().WithTracing(tracing => Trace(tracing, exported));
        if (!exported)
            return;
        builder.Logging.AddOpenTelemetry(logging => logging.IncludeFormattedMessage = true);
        telemetry
            .WithMetrics(metrics =>
                metrics
                    .AddAspNetCoreInstrumentation()
                    .AddHttpClientInstrumentation()
                    .AddRuntimeInstrumentation()
                    .AddMeter(Prefix + "*", "MassTransit")
            )
            .UseOtlpExporter();
    }

    private static void Trace(TracerProviderBuilder tracing, bool exported)
    {
        tracing
            .AddAspNetCoreInstrumentation(options =>
            {
                options.Filter = http => !Health.IsProbe(http.Request.Path);
                // Their spans begin traces of their own: a posted form would lose the request that it came with.
                options.EnableRazorComponentsSupport = false;
            })
            .AddHttpClientInstrumentation(options =>
                options.FilterHttpRequestMessage = request => !Health.IsProbe(request.RequestUri?.AbsolutePath)
            )
            .AddProcessor<SecretSegments>()
            .AddProcessor<BackgroundCallFilter>()
            .AddSource(Prefix + "*", "MassTransit");
        // Trace ids only: what nobody reads costs a twentieth of the throughput.
        if (!exported)
            tracing.SetSampler(new AlwaysOffSampler());
    }
}
