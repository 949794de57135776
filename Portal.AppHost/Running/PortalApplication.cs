using Microsoft.Extensions.DependencyInjection;
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
            using var data = builder.ExecutionContext.IsRunMode ? await DataFolder.OpenAsync(settings.Data, settings.Fresh) : null;
            describe(new Deployment(builder, settings, data));
            var outcome = new Outcome();
            if (data is not null)
                builder.AddRunning(settings, data, outcome);
            await using var app = builder.Build();
            await app.RunAsync();
            return outcome.ExitCode;
        }
        catch (StartFailedException failure)
        {
            await Console.Error.WriteLineAsync($"portal: {failure.Message}");
            return failure.ExitCode;
        }
    }

    private static IDistributedApplicationBuilder CreateBuilder(string[] args, Settings settings)
    {
        var options = new DistributedApplicationOptions
        {
            Args = args,
            DisableDashboard = !settings.Dashboard,
        };
        var builder = DistributedApplication.CreateBuilder(options);
        // The dashboard, its OTLP receiver and what it asks listen on loopback only.
        builder.Configuration["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
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
                $"Port {settings.Port} is taken by another program. Choose another with --port.", exitCode: 2);
        if (settings.Dashboard)
            builder.ConfigureDashboard(settings, data);
        builder.Services.AddLogging(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(data);
        builder.Services.AddSingleton(outcome);
        builder.Services.AddSingleton<LogFiles>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LogFiles>());
        builder.Services.AddHostedService<Supervisor>();
        builder.Services.AddHostedService<OrchestratorWatch>();
        builder.Services.AddHostedService<StartUp>();
    }
}

/// <summary>How the run ends.</summary>
internal sealed class Outcome
{
    /// <summary>0 until something fails.</summary>
    public int ExitCode { get; set; }
}
