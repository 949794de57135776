using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Downloads.Links;

/// <summary>
/// The secret behind links. Each kind of link signs under a purpose of its own, so that the signature of one is worth nothing
/// on another.
/// </summary>
internal sealed class LinkKey
{
    public const int MinLength = 32;
    private readonly byte[] _secret;

    public LinkKey(string secret)
    {
        if (secret.Length < MinLength)
            throw new ArgumentException($"The key of links needs at least {MinLength} characters.", nameof(secret));
        _secret = Encoding.UTF8.GetBytes(secret);
    }

    /// <summary>HMAC-SHA256. The parts before <paramref name="last"/> have a fixed length: no two inputs run together.</summary>
    public byte[] Sign(string purpose, Guid artifactId, long expires, ReadOnlySpan<byte> last)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _secret);
        Span<byte> head = stackalloc byte[32 + 16 + 8];
        SHA256.HashData(Encoding.UTF8.GetBytes(purpose), head);
        artifactId.TryWriteBytes(head[32..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(head[48..], expires);
        mac.AppendData(head);
        mac.AppendData(last);
        return mac.GetHashAndReset();
    }
}
