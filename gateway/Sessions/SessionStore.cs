using StackExchange.Redis;

namespace Portal.Gateway.Sessions;

internal static class SessionStore
{
    /// <summary>
    /// Redis, which holds the sessions. While it is away a request fails at once instead of waiting in a backlog, and the
    /// connection comes back by itself.
    /// </summary>
    public static void AddSessionStore(this WebApplicationBuilder builder) =>
        builder.AddRedisClient("redis", configureOptions: options =>
        {
            options.AbortOnConnectFail = false;
            options.BacklogPolicy = BacklogPolicy.FailFast;
            options.ReconnectRetryPolicy = new LinearRetry(500);
        });
}
