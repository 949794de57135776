using System.Globalization;
using System.Threading.RateLimiting;
using Portal.Activations.Domain;
using Portal.ServiceDefaults;

namespace Portal.Activations.Protocols.Native;

/// <summary>
/// Rate limit of one license key: a token bucket of <c>RateLimits:Key:Burst</c>, refilled with <c>RateLimits:Key:PerSecond</c>; 0 for
/// no limit. The gateway limits client addresses.
/// </summary>
internal static class KeyLimits
{
    private const int Burst = 5000,
        PerSecond = 1000;

    public static void AddKeyLimits(this WebApplicationBuilder builder)
    {
        var limits = builder.Configuration.GetSection("RateLimits:Key");
        var (burst, perSecond) = (limits.GetValue("Burst", Burst), limits.GetValue("PerSecond", PerSecond));
        builder.Services.AddRateLimiter(options =>
        {
            options.OnRejected = (rejected, cancellationToken) => Refuse(rejected.HttpContext, cancellationToken);
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                perSecond > 0 && LicenseKeyAuthentication.KeyOf(http.User) is { } key
                    ? RateLimitPartition.GetTokenBucketLimiter(key.Hash, _ => Bucket(burst, perSecond))
                    : RateLimitPartition.GetNoLimiter("")
            );
        });
    }

    private static TokenBucketRateLimiterOptions Bucket(int burst, int perSecond) =>
        new()
        {
            TokenLimit = burst,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        };

    private static async ValueTask Refuse(HttpContext http, CancellationToken cancellationToken)
    {
        http.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
        await Rejections.RateLimited.ToProblem().ExecuteAsync(http);
    }
}
