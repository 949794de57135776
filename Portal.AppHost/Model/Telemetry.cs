namespace Portal.AppHost.Model;

internal static class Telemetry
{
    // Aspire sets them for its dashboard.
    private static readonly string[] Exporter =
    [
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "OTEL_EXPORTER_OTLP_PROTOCOL",
        "OTEL_EXPORTER_OTLP_HEADERS",
    ];

    // Who looks at the dashboard does not want to wait for a minute.
    private const string MetricsEveryMilliseconds = "5000";

    /// <summary>
    /// Without the dashboard nobody listens where Aspire would send services: they get the collector that the AppHost's own
    /// environment names, if any. A service without one exports nothing, which is a twentieth faster.
    /// </summary>
    public static void Configure(EnvironmentCallbackContext context, Settings settings)
    {
        if (context.ExecutionContext.IsPublishMode)
            return;
        if (settings.Dashboard)
        {
            context.EnvironmentVariables.TryAdd("OTEL_METRIC_EXPORT_INTERVAL", MetricsEveryMilliseconds);
            return;
        }
        foreach (var name in Exporter)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                context.EnvironmentVariables[name] = value;
            else
                context.EnvironmentVariables.Remove(name);
        }
    }
}
