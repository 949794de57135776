using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Gateway.Services;
using Portal.ServiceDefaults;

namespace Portal.Gateway.Hosting;

/// <summary>
/// How much one client address may ask for: <c>RateLimits:{name}:Burst</c> at once, then <c>RateLimits:{name}:PerSecond</c>.
/// Beyond it the answer is 429 with <c>Retry-After</c>.
/// </summary>
internal static class RateLimits
{
    private static readonly Rejection TooOften = new(
        "rate-limited",
        "Too many requests. Try again later.",
        StatusCodes.Status429TooManyRequests
    );

    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        var limits = builder.Configuration.GetSection("RateLimits");
        // Guessing one password is Identity's to stop, by lock-out; this one slows down a list of accounts, and leaves room for an office behind one address.
        var signIn = Limit.From(limits.GetSection("SignIn"), new Limit(Burst: 60, PerSecond: 0.5));
        var licensing = Limit.From(limits.GetSection("Licensing"), new Limit(Burst: 2000, PerSecond: 500));

        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = SayWhenAgain;
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (string, string)>(http =>
                http.Request switch
                {
                    { Path: var path } when path.StartsWithSegments("/licensing") || IsKeyManager(path) => licensing.Of(
                        "licensing",
                        http
                    ),
                    { Method: "POST", Path: var path } when TakesCredentials(path) => signIn.Of("sign-in", http),
                    _ => RateLimitPartition.GetNoLimiter(("", "")),
                }
            );
        });
    }

    private static async ValueTask SayWhenAgain(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var http = rejected.HttpContext;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.Zero;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (IsKeyManager(http.Request.Path))
            await TooOften.With("retry_after", seconds).ToProblem().ExecuteAsync(http);
    }

    /// <summary>Pages of Identity where somebody could guess, or have mails sent.</summary>
    private static bool TakesCredentials(PathString path) =>
        path.StartsWithSegments("/identity") && !path.StartsWithSegments("/identity/connect");

    /// <summary>Its clients read in the body when to come again.</summary>
    private static bool IsKeyManager(PathString path) =>
        path.StartsWithSegments($"/{ServiceRoutes.KeyManager}")
        || path.StartsWithSegments($"/{ServiceRoutes.KeyManagerInApi}");

    private sealed record Limit(int Burst, double PerSecond)
    {
        public static Limit From(IConfigurationSection section, Limit standard) =>
            new(section.GetValue("Burst", standard.Burst), section.GetValue("PerSecond", standard.PerSecond));

        public RateLimitPartition<(string, string)> Of(string name, HttpContext http) =>
            RateLimitPartition.GetTokenBucketLimiter((name, Client(http.Connection.RemoteIpAddress)), _ => Bucket());

        private TokenBucketRateLimiterOptions Bucket()
        {
            var tokens = Math.Max(1, (int)(PerSecond / 10));
            return new()
            {
                TokenLimit = Burst,
                TokensPerPeriod = tokens,
                ReplenishmentPeriod = TimeSpan.FromSeconds(tokens / PerSecond),
            };
        }
    }

    // A customer's line has a /64 of IPv6 addresses to choose from.
    private static string Client(IPAddress? address) =>
        address switch
        {
            null => "",
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
            { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes(), 0, 8),
            _ => address.ToString(),
        };
}
