using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Testing;

/// <summary>An authenticator app: TOTP of RFC 6238 with its defaults, sharing nothing with the product.</summary>
public sealed class Authenticator(string base32)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <param name="halfMinutes">From now.</param>
    public string Code(int halfMinutes = 0)
    {
        var counter = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30 + halfMinutes;
        Span<byte> message = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(message, counter);
        // RFC 6238 asks for SHA-1, and every app speaks it.
#pragma warning disable CA5350
        var hash = HMACSHA1.HashData(Key(), message);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[19] & 15)) & 0x7FFFFFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private byte[] Key()
    {
        var bits = new StringBuilder();
        foreach (var letter in base32.Where(letter => letter != ' '))
            bits.Append(Convert.ToString(Alphabet.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0'));
        return
        [
            .. bits.ToString()
                .Chunk(8)
                .Where(eight => eight.Length == 8)
                .Select(eight => Convert.ToByte(new string(eight), 2)),
        ];
    }
}
