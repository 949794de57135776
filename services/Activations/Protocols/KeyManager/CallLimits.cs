using System.Threading.RateLimiting;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>Rate limit of one license key. Shares its settings with the native protocol: <c>RateLimits:Key</c>.</summary>
internal sealed class CallLimits(IConfiguration configuration) : IDisposable
{
    private const int Burst = 5000,
        PerSecond = 1000,
        RetryAfter = 1;

    private readonly PartitionedRateLimiter<KeyManagerCall> _limiter = Create(
        configuration.GetValue("RateLimits:Key:Burst", Burst),
        configuration.GetValue("RateLimits:Key:PerSecond", PerSecond)
    );

    public Reply? Refusal(KeyManagerCall call)
    {
        using var lease = _limiter.AttemptAcquire(call);
        return lease.IsAcquired
            ? null
            : Reply.Refused(KeyManagerCode.RateLimited, "This key asks too often. Try again later.") with
            {
                Fields = new() { ["retry_after"] = RetryAfter },
            };
    }

    public void Dispose() => _limiter.Dispose();

    private static PartitionedRateLimiter<KeyManagerCall> Create(int burst, int perSecond) =>
        PartitionedRateLimiter.Create<KeyManagerCall, string>(call =>
            perSecond > 0 && call.LicenseKey.Length > 0
                ? RateLimitPartition.GetTokenBucketLimiter(call.Key.Hash, _ => new()
                    {
                        TokenLimit = burst,
                        TokensPerPeriod = perSecond,
                        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    })
                : RateLimitPartition.GetNoLimiter("")
        );
}
