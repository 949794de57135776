using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.Messaging;

/// <summary>
/// Not ready before this process has bound its queues once: what is published before that would pass it by. A broker that is
/// away for longer keeps nobody from serving.
/// </summary>
internal sealed class BusStarted(IBusControl bus, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private readonly long _began = clock.GetTimestamp();
    private bool _bound;

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        _bound = _bound || bus.CheckHealth().Status == BusHealthStatus.Healthy;
        return Task.FromResult(
            _bound || clock.GetElapsedTime(_began) > Timeout
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The queues are not bound yet.")
        );
    }
}
