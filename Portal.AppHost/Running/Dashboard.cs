namespace Portal.AppHost.Running;

/// <summary>Aspire's dashboard at a fixed address, with a sign-in link that stays the same from one start to the next.</summary>
internal static class Dashboard
{
    private const string TokenName = "dashboard-token";

    public static void ConfigureDashboard(
        this IDistributedApplicationBuilder builder,
        Settings settings,
        DataFolder data
    )
    {
        if (!Ports.IsFree(settings.DashboardPort))
            throw new StartFailedException(
                $"Port {settings.DashboardPort} is taken by another program. Choose another with --dashboard-port.",
                exitCode: 2
            );
        builder.Configuration["ASPNETCORE_URLS"] = $"http://localhost:{settings.DashboardPort}";
        builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] =
            $"http://localhost:{data.Ports.GetOrChoose("otlp")}";
        builder.Configuration["AppHost:BrowserToken"] = Token(data);
    }

    /// <summary>Signs in whoever follows it.</summary>
    public static string SignInLink(Settings settings, DataFolder data) =>
        $"http://localhost:{settings.DashboardPort}/login?t={Token(data)}";

    private static string Token(DataFolder data) => data.Secrets.GetOrAdd(TokenName, KeptSecret.Random.GetDefaultValue);
}
