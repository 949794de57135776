using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Downloads.Links;

/// <summary>
/// The secret behind links. Each kind of link signs under a purpose of its own, so that the signature of one is worth nothing
/// on another. To rotate it without breaking links that are in use, the previous secret verifies until they have expired.
/// </summary>
internal sealed class LinkKey
{
    public const int MinLength = 32;
    private readonly byte[][] _secrets;

    /// <param name="previous">Verifies, but no longer signs.</param>
    public LinkKey(string secret, string? previous = null) =>
        _secrets = string.IsNullOrEmpty(previous) ? [Bytes(secret)] : [Bytes(secret), Bytes(previous)];

    public byte[] Sign(string purpose, Guid artifactId, long expires, ReadOnlySpan<byte> last) =>
        Sign(_secrets[0], purpose, artifactId, expires, last);

    /// <summary>What a link of ours is signed with: by the current secret, or by the previous one.</summary>
    public byte[][] Signatures(string purpose, Guid artifactId, long expires, ReadOnlySpan<byte> last)
    {
        var signatures = new byte[_secrets.Length][];
        for (var i = 0; i < signatures.Length; i++)
            signatures[i] = Sign(_secrets[i], purpose, artifactId, expires, last);
        return signatures;
    }

    /// <summary>HMAC-SHA256. The parts before <paramref name="last"/> have a fixed length: no two inputs run together.</summary>
    private static byte[] Sign(byte[] secret, string purpose, Guid artifactId, long expires, ReadOnlySpan<byte> last)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        Span<byte> head = stackalloc byte[32 + 16 + 8];
        SHA256.HashData(Encoding.UTF8.GetBytes(purpose), head);
        artifactId.TryWriteBytes(head[32..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(head[48..], expires);
        mac.AppendData(head);
        mac.AppendData(last);
        return mac.GetHashAndReset();
    }

    private static byte[] Bytes(string secret) =>
        secret.Length >= MinLength
            ? Encoding.UTF8.GetBytes(secret)
            : throw new ArgumentException($"The key of links needs at least {MinLength} characters.", nameof(secret));
}
