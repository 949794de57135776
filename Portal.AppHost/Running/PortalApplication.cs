using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.AppHost.Running;

/// <summary>From the command line to the exit code.</summary>
internal static class PortalApplication
{
    /// <returns>0: stopped as asked. 1: something failed, the console says what. 2: wrong use.</returns>
    public static async Task<int> RunAsync(string[] args, Action<Deployment> describe)
    {
        try
        {
            var settings = Settings.From(args);
            var builder = CreateBuilder(args, settings);
            // A manifest only describes: it needs no data and no free port.
            using var data = builder.ExecutionContext.IsRunMode
                ? await DataFolder.OpenAsync(settings.Data, settings.Fresh)
                : null;
            describe(new Deployment(builder, settings, data));
            var outcome = new Outcome();
            if (data is not null)
                builder.AddRunning(settings, data, outcome);
            await using var app = builder.Build();
            await RunToEndAsync(app);
            return outcome.ExitCode;
        }
        catch (StartFailedException failure)
        {
            await Console.Error.WriteLineAsync($"portal: {failure.Message}");
            return failure.ExitCode;
        }
    }

    private static async Task RunToEndAsync(DistributedApplication app)
    {
        try
        {
            await app.RunAsync();
        }
        catch (OperationCanceledException)
        {
            // Stopped while it was starting, by whoever started it or by StartUp: what runs already has to end, too.
            await app.StopAsync();
        }
    }

    private static IDistributedApplicationBuilder CreateBuilder(string[] args, Settings settings)
    {
        var options = new DistributedApplicationOptions
        {
            Args = args,
            DisableDashboard = !settings.Dashboard,
            // Nothing here speaks TLS: the dashboard, its OTLP receiver and what it asks listen on loopback only.
            TrustDeveloperCertificate = false,
            DeveloperCertificateDefaultHttpsTerminationEnabled = false,
        };
        var builder = DistributedApplication.CreateBuilder(options);
        builder.Configuration["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
        // Nothing here asks the operator anything; the dashboard would only ask for a development certificate.
        builder.Configuration["ASPIRE_INTERACTIVITY_ENABLED"] = "false";
        // Whoever waits for the AppHost's end may start the next one on the same data.
        builder.Configuration["DcpPublisher:WaitForResourceCleanup"] = "true";
        return builder;
    }

    private static void AddRunning(
        this IDistributedApplicationBuilder builder,
        Settings settings,
        DataFolder data,
        Outcome outcome
    )
    {
        if (!Ports.IsFree(settings.Port))
            throw new StartFailedException(
                $"Port {settings.Port} is taken by another program. Choose another with --port.",
                exitCode: 2
            );
        if (settings.Dashboard)
            builder.ConfigureDashboard(settings, data);
        builder.Services.AddLogging(LogToConsole);
        // What crashes comes back: whoever waits for it goes on waiting.
        builder.Services.Configure<ResourceNotificationServiceOptions>(options =>
            options.DefaultWaitBehavior = WaitBehavior.WaitOnResourceUnavailable
        );
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(data);
        builder.Services.AddSingleton(outcome);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddWatcher<StartUp>();
        builder.AddWatcher<OrchestratorWatch>();
        builder.AddWatcher<Supervisor>();
        builder.AddWatcher<LogFiles>();
    }

    /// <summary>The console is for whoever started it: what StartUp says, what crashes, and nothing twice.</summary>
    private static void LogToConsole(ILoggingBuilder logging) =>
        logging
            .AddSimpleConsole(console => console.SingleLine = true)
            .AddFilter("Aspire.Hosting", LogLevel.Warning)
            // Says that there is no certificate; none is needed on loopback.
            .AddFilter("Aspire.Hosting.Dcp.DcpHost", LogLevel.Error)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Error)
            // A resource that is not ready yet is no failure, and neither is a start that was cancelled.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

    /// <summary>
    /// Runs from the first moment to the last. Aspire's own service ends its start when every resource has started, and hosted
    /// services start one after the other: one that is added behind it would miss all that, and whatever fails in it.
    /// </summary>
    public static void AddWatcher<T>(this IDistributedApplicationBuilder builder)
        where T : class, IHostedService
    {
        builder.Services.TryAddSingleton<T>();
        builder.Services.Insert(
            0,
            ServiceDescriptor.Singleton<IHostedService>(services => services.GetRequiredService<T>())
        );
    }
}

/// <summary>How the run ends.</summary>
internal sealed class Outcome
{
    /// <summary>0 until something fails.</summary>
    public int ExitCode { get; set; }
}
