using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.Hosting.Native;

/// <summary>Health checks that notice at once.</summary>
public static class ReadinessExtensions
{
    private static readonly TimeSpan ProbePause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Aspire runs the checks of a resource that is not healthy every few seconds only. This one keeps probing, every 50 ms for
    /// up to half a minute, and so ends within 100 ms of the moment at which the resource became ready.
    /// </summary>
    /// <param name="probe">Completes if the resource is ready and throws if it is not.</param>
    public static IResourceBuilder<T> WithReadinessProbe<T>(
        this IResourceBuilder<T> builder,
        Func<T, CancellationToken, Task> probe
    )
        where T : IResource
    {
        var name = $"{builder.Resource.Name}-ready";
        builder
            .ApplicationBuilder.Services.AddHealthChecks()
            .AddAsyncCheck(name, cancellationToken => ProbeUntilReady(builder.Resource, probe, cancellationToken));
        return builder.WithHealthCheck(name);
    }

    private static async Task<HealthCheckResult> ProbeUntilReady<T>(
        T resource,
        Func<T, CancellationToken, Task> probe,
        CancellationToken cancellationToken
    )
    {
        using var check = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        check.CancelAfter(CheckTimeout);
        while (true)
        {
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(check.Token);
            attempt.CancelAfter(ProbeTimeout);
            try
            {
                await probe(resource, attempt.Token);
                return HealthCheckResult.Healthy();
            }
            catch (Exception failure) when (check.IsCancellationRequested)
            {
                return HealthCheckResult.Unhealthy(failure.Message);
            }
            catch (Exception)
            {
                await Task.Delay(ProbePause, check.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
