using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Portal.Testing;

/// <summary>An AppHost with nothing in it yet, for a test that needs some servers only.</summary>
public static class BareAppHost
{
    public static IDistributedApplicationBuilder CreateBuilder()
    {
        var builder = DistributedApplication.CreateBuilder(
            new DistributedApplicationOptions
            {
                // Knows where the orchestrator is.
                AssemblyName = "Portal.AppHost",
                DisableDashboard = true,
            }
        );
        builder.Configuration["DcpPublisher:WaitForResourceCleanup"] = "true";
        builder.Configuration["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
        builder.Services.Configure<ResourceNotificationServiceOptions>(options =>
            options.DefaultWaitBehavior = WaitBehavior.WaitOnResourceUnavailable
        );
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
        return builder;
    }
}
