namespace Portal.AppHost.Model;

internal static class Telemetry
{
    // Aspire sets them for its dashboard.
    private static readonly string[] Exporter =
    [
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_HEADERS",
    ];

    /// <summary>
    /// Without the dashboard nobody listens where Aspire would send services: they get the collector that the AppHost's own
    /// environment names, if any. A service without one exports nothing, which is a twentieth faster.
    /// </summary>
    public static void Configure(EnvironmentCallbackContext context, Settings settings)
    {
        if (settings.Dashboard || context.ExecutionContext.IsPublishMode)
            return;
        foreach (var name in Exporter)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                context.EnvironmentVariables[name] = value;
            else
                context.EnvironmentVariables.Remove(name);
        }
    }
}
