using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Caching.Memory;

namespace Portal.Identity.SignIns;

/// <summary>
/// Counts sign-ins that fail, by the address that was typed and by the client's network, and says how long to wait when
/// there are too many. Each process counts for itself; the lock-out of a user holds across all of them.
/// </summary>
internal sealed class SignInLimiter(TimeProvider clock) : IDisposable
{
    private const int PerEmail = 10,
        PerClient = 100,
        MaxCounters = 200_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private readonly MemoryCache _counters = new(new MemoryCacheOptions { SizeLimit = MaxCounters });

    /// <param name="countEmail">False: who asks is not known yet, so only the network counts.</param>
    public Attempt Begin(string normalizedEmail, IPAddress? client, bool countEmail = true)
    {
        var email = Counter($"email {normalizedEmail}");
        var network = Counter($"client {NetworkOf(client)}");
        var emailCount = countEmail ? Interlocked.Increment(ref email.Count) : 0;
        var networkCount = Interlocked.Increment(ref network.Count);
        var exceeded =
            emailCount > PerEmail ? "email"
            : networkCount > PerClient ? "client"
            : null;
        var until = emailCount > PerEmail ? email.Until : network.Until;
        return new Attempt(
            exceeded,
            exceeded is null ? TimeSpan.Zero : until - clock.GetUtcNow(),
            countEmail ? [email, network] : [network]
        );
    }

    private FailureCounter Counter(string key)
    {
        lock (_counters)
        {
            if (_counters.TryGetValue(key, out FailureCounter? counter) && counter!.Until > clock.GetUtcNow())
                return counter;
            return _counters.Set(
                key,
                new FailureCounter(clock.GetUtcNow() + Window),
                new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Window }
            );
        }
    }

    /// <summary>An IPv6 customer has a whole /64 to choose addresses from.</summary>
    private static string NetworkOf(IPAddress? client)
    {
        if (client is null or { AddressFamily: AddressFamily.InterNetwork } or { IsIPv4MappedToIPv6: true })
            return client?.MapToIPv4().ToString() ?? "";
        return Convert.ToHexString(client.GetAddressBytes().AsSpan(0, 8));
    }

    public void Dispose() => _counters.Dispose();

    /// <param name="Exceeded">Which limit refuses this attempt; null: go on.</param>
    internal sealed record Attempt(string? Exceeded, TimeSpan Wait, FailureCounter[] Counters)
    {
        /// <summary>Only failures count.</summary>
        public void Succeeded()
        {
            foreach (var counter in Counters)
                Interlocked.Decrement(ref counter.Count);
        }
    }

    internal sealed class FailureCounter(DateTimeOffset until)
    {
        public int Count;
        public DateTimeOffset Until { get; } = until;
    }
}
