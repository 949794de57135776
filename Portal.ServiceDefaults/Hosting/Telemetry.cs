using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
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
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Http", LogLevel.Warning)
            .AddFilter("System.Net.Http", LogLevel.Warning)
            // A line for each attempt; who gives up says so itself, and the meter counts.
            .AddFilter("Polly", LogLevel.None)
            .AddFilter("MassTransit", LogLevel.Warning)
            .AddFilter("Npgsql", LogLevel.Warning);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);

        var exported = !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var telemetry = builder.Services.AddOpenTelemetry().WithTracing(tracing =>
        {
            tracing.AddAspNetCoreInstrumentation(options => options.Filter = IsWork)
                .AddHttpClientInstrumentation()
                .AddProcessor<SecretSegments>()
                .AddSource(Prefix + "*", "MassTransit", "Npgsql");
            // Trace ids only: what nobody reads costs a twentieth of the throughput.
            if (!exported)
                tracing.SetSampler(new AlwaysOffSampler());
        });
        if (!exported)
            return;
        builder.Logging.AddOpenTelemetry(logging => logging.IncludeFormattedMessage = true);
        telemetry
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation()
                .AddMeter(Prefix + "*", "MassTransit", "Npgsql"))
            .UseOtlpExporter();
    }

    private static bool IsWork(HttpContext context) => !context.Request.Path.StartsWithSegments(Health.Ready) && !context.Request.Path.StartsWithSegments(Health.Live);
}
