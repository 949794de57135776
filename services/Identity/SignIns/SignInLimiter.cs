using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Portal.Identity.SignIns;

/// <summary>
/// Counts what fails, by who is meant and by the client's network, in Redis for all replicas together, and says how long to wait
/// when there are too many. Only hashes are kept, for a quarter of an hour.
/// </summary>
internal sealed class SignInLimiter(IConnectionMultiplexer redis)
{
    private const int PerSubject = 10,
        PerNetwork = 100;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Counts the attempt before it is made, so that guesses sent in parallel are all counted.</summary>
    /// <param name="subject">Who is meant, for example a normalized address; null: not known yet, only the network counts.</param>
    public async Task<Attempt> Begin(string? subject, IPAddress? client)
    {
        var database = redis.GetDatabase();
        var network = Key($"network {NetworkOf(client)}");
        var networkCount = Count(database, network);
        var subjectKey = subject is null ? (RedisKey?)null : Key($"subject {subject}");
        var subjectCount = subjectKey is { } key ? await Count(database, key) : 0;
        var exceeded =
            subjectCount > PerSubject ? ("email", subjectKey!.Value)
            : await networkCount > PerNetwork ? ("client", network)
            : ((string Limit, RedisKey Key)?)null;
        var wait = exceeded is { } limit ? await database.KeyTimeToLiveAsync(limit.Key) ?? Window : TimeSpan.Zero;
        return new Attempt(exceeded?.Limit, wait, database, subjectKey is { } counted ? [counted, network] : [network]);
    }

    private static async Task<long> Count(IDatabase database, RedisKey key)
    {
        var count = await database.StringIncrementAsync(key);
        if (count == 1)
            await database.KeyExpireAsync(key, Window);
        return count;
    }

    private static RedisKey Key(string what) =>
        "portal:failures:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..32];

    /// <summary>An IPv6 customer has a whole /64 to choose addresses from.</summary>
    private static string NetworkOf(IPAddress? client)
    {
        if (client is null or { AddressFamily: AddressFamily.InterNetwork } or { IsIPv4MappedToIPv6: true })
            return client?.MapToIPv4().ToString() ?? "";
        return Convert.ToHexString(client.GetAddressBytes().AsSpan(0, 8));
    }

    /// <param name="Exceeded">Which limit refuses this attempt; null: go on.</param>
    internal sealed record Attempt(string? Exceeded, TimeSpan Wait, IDatabase Database, RedisKey[] Counters)
    {
        /// <summary>Only failures count.</summary>
        public Task Succeeded() => Task.WhenAll(Counters.Select(counter => Database.StringDecrementAsync(counter)));
    }
}
