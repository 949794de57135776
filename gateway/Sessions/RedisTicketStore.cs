using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using StackExchange.Redis;

namespace Portal.Gateway.Sessions;

/// <summary>
/// Sessions of signed-in users. The browser has a random key; the ticket with the tokens lies here, encrypted, under a hash of
/// that key. Every user has a set of sessions beside it, so that signing out everywhere is a few deletes.
/// </summary>
internal sealed class RedisTicketStore(
    IConnectionMultiplexer redis,
    IDataProtectionProvider protection,
    TimeProvider clock
) : ITicketStore
{
    private const string Key = "session-key";
    private readonly IDataProtector _protector = protection.CreateProtector("Portal.Gateway.Session");

    private IDatabase Database => redis.GetDatabase();

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();
        await Write(key, ticket, When.NotExists);
        var sessions = SessionsOf(ticket);
        await Database.SortedSetRemoveRangeByScoreAsync(sessions, double.NegativeInfinity, now.ToUnixTimeSeconds());
        await Database.SortedSetAddAsync(sessions, Hash(key), now.Add(SessionLifetime.Absolute).ToUnixTimeSeconds());
        await Database.KeyExpireAsync(sessions, SessionLifetime.Absolute);
        return key;
    }

    /// <summary>Only a session that is still there: one that was ended meanwhile stays ended.</summary>
    public Task RenewAsync(string key, AuthenticationTicket ticket) => Write(key, ticket, When.Exists);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        var ticket = Read(key, await Database.StringGetAsync(Address(key)));
        if (ticket is null)
            return null;
        // Identity ended it: signed out from another device, or everywhere, or after a new password.
        if (await Database.KeyExistsAsync($"portal:ended-session:{ticket.Principal.FindFirst("sid")?.Value}"))
        {
            await RemoveAsync(key);
            return null;
        }
        ticket.Properties.SetParameter(Key, key);
        return ticket;
    }

    public async Task RemoveAsync(string key)
    {
        if (Read(key, await Database.StringGetDeleteAsync(Address(key))) is not { } ticket)
            return;
        await Database.SortedSetRemoveAsync(SessionsOf(ticket), Hash(key));
        await SessionGauge.Forget(Database, Hash(key));
    }

    /// <summary>The key of a session that was read from this store.</summary>
    public static string KeyOf(AuthenticationProperties session) =>
        session.GetParameter<string>(Key) ?? throw new InvalidOperationException("Not a stored session.");

    /// <summary>What may be written down of a key.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private async Task Write(string key, AuthenticationTicket ticket, When when)
    {
        var bytes = _protector.CreateProtector(Hash(key)).Protect(TicketSerializer.Default.Serialize(ticket));
        var (now, end) = (clock.GetUtcNow(), ticket.Properties.ExpiresUtc!.Value);
        if (await Database.StringSetAsync(Address(key), bytes, end - now, when))
            await SessionGauge.Remember(Database, Hash(key), end, now);
    }

    private AuthenticationTicket? Read(string key, byte[]? bytes)
    {
        try
        {
            return bytes is null
                ? null
                : TicketSerializer.Default.Deserialize(_protector.CreateProtector(Hash(key)).Unprotect(bytes));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static RedisKey Address(string key) => $"portal:session:{Hash(key)}";

    private static RedisKey SessionsOf(AuthenticationTicket ticket) =>
        $"portal:sessions-of:{ticket.Principal.FindFirst("sub")?.Value}";
}
