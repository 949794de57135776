using System.Diagnostics.Metrics;
using Portal.ServiceDefaults;
using StackExchange.Redis;

namespace Portal.Gateway.Sessions;

/// <summary>Counts the sessions that are alive, by their ends in one sorted set.</summary>
internal sealed class SessionGauge : PolledGauges<SessionGauge.Reading>
{
    public const string Meter = "Portal.Gateway";

    private static readonly RedisKey Ends = "portal:sessions";

    private readonly IServiceProvider _services;
    private readonly TimeProvider _clock;
    private readonly ObservableGauge<long> _sessions;

    internal sealed record Reading(long Sessions);

    public SessionGauge(IServiceProvider services, IMeterFactory meters, TimeProvider clock)
        : base(clock)
    {
        // Connects when it is first asked for, which must not hold up the start.
        (_services, _clock) = (services, clock);
        _sessions = meters
            .Create(Meter)
            .CreateObservableGauge(
                "portal.sessions",
                () => Last(reading => reading.Sessions),
                "{session}",
                "Sessions of signed-in users"
            );
    }

    /// <summary>Remembers a session until it ends by itself; those that did are forgotten.</summary>
    public static async Task Remember(IDatabase redis, string session, DateTimeOffset end, DateTimeOffset now)
    {
        await redis.SortedSetAddAsync(Ends, session, end.ToUnixTimeSeconds());
        await redis.SortedSetRemoveRangeByScoreAsync(Ends, double.NegativeInfinity, now.ToUnixTimeSeconds());
    }

    public static Task Forget(IDatabase redis, string session) => redis.SortedSetRemoveAsync(Ends, session);

    protected override bool IsCollected => _sessions.Enabled;

    protected override async Task<Reading> Read(CancellationToken cancellationToken) =>
        new(
            await _services
                .GetRequiredService<IConnectionMultiplexer>()
                .GetDatabase()
                .SortedSetLengthAsync(Ends, _clock.GetUtcNow().ToUnixTimeSeconds(), exclude: Exclude.Start)
        );
}
