using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Portal.ServiceDefaults;

internal static class Health
{
    public const string Ready = "/health";
    public const string Live = "/alive";
    private const string LiveTag = "live";

    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(3);

    public static void AddHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);
        // The checks of Aspire's client integrations have no limit: a server that hangs would hang them, too.
        builder.Services.PostConfigure<HealthCheckServiceOptions>(options =>
        {
            foreach (var check in options.Registrations.Where(check => check.Timeout == Timeout.InfiniteTimeSpan))
                check.Timeout = CheckTimeout;
        });
    }

    /// <summary>Asked every few seconds: no work to trace.</summary>
    public static bool IsProbe(PathString path) => path.StartsWithSegments(Ready) || path.StartsWithSegments(Live);

    /// <summary>Ready: everything that a request needs is there. Live: the process answers. Both on every listener.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes
            .MapHealthChecks(Ready, new HealthCheckOptions { ResponseWriter = WriteAsync })
            .AllowAnonymous()
            .OnListener(Listeners.Any);
        routes
            .MapHealthChecks(Live, new HealthCheckOptions { Predicate = check => check.Tags.Contains(LiveTag) })
            .AllowAnonymous()
            .OnListener(Listeners.Any);
    }

    /// <summary>The status, and the names of the checks that are not healthy: <c>Unhealthy: redis</c>.</summary>
    private static Task WriteAsync(HttpContext http, HealthReport report)
    {
        var failed = report
            .Entries.Where(check => check.Value.Status != HealthStatus.Healthy)
            .Select(check => check.Key)
            .ToList();
        http.Response.ContentType = "text/plain";
        return http.Response.WriteAsync(
            failed is [] ? $"{report.Status}" : $"{report.Status}: {string.Join(", ", failed)}"
        );
    }
}
