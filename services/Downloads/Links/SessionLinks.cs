using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Downloads.Links;

/// <summary>
/// Links that a customer follows at the portal, good for 15 minutes in the session that asked for them. The token is
/// base64url of: format 1, artifact id 16, expiry in unix seconds 8, binding to the session 16, signature over all of it 16.
/// Of the session id the token has nothing but the binding, which is a MAC.
/// </summary>
internal sealed class SessionLinks(LinkKey key)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);
    private const string BindingPurpose = "portal-download/session-binding/v1",
        LinkPurpose = "portal-download/session-link/v1";
    private const byte Format = 1;
    private const int IdAt = 1,
        ExpiresAt = 17,
        BindingAt = 25,
        SignatureAt = 41,
        MacLength = 16,
        Length = 57,
        TextLength = 76;

    public (string Token, DateTimeOffset ExpiresAt) Create(Guid artifactId, string sessionId, DateTimeOffset now)
    {
        var expires = (now + Lifetime).ToUnixTimeSeconds();
        Span<byte> token = stackalloc byte[Length];
        token[0] = Format;
        artifactId.TryWriteBytes(token[IdAt..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(token[ExpiresAt..], expires);
        var binding = key.Sign(BindingPurpose, artifactId, expires, Encoding.UTF8.GetBytes(sessionId));
        binding.AsSpan(0, MacLength).CopyTo(token[BindingAt..]);
        var signature = key.Sign(LinkPurpose, artifactId, expires, token[BindingAt..SignatureAt]);
        signature.AsSpan(0, MacLength).CopyTo(token[SignatureAt..]);
        return (Base64Url.EncodeToString(token), DateTimeOffset.FromUnixTimeSeconds(expires));
    }

    /// <param name="artifactId">Set for every genuine token, also for an expired one.</param>
    public LinkStatus Read(string token, string sessionId, DateTimeOffset now, out Guid artifactId)
    {
        artifactId = default;
        Span<byte> bytes = stackalloc byte[Length];
        // The overload that says Done: TryDecodeFromChars throws on what is not base64.
        var wellFormed =
            token.Length == TextLength
            && Base64Url.DecodeFromChars(token, bytes, out _, out var length) == OperationStatus.Done
            && length == Length
            && bytes[0] == Format;
        if (!wellFormed)
            return LinkStatus.Forged;

        var id = new Guid(bytes[IdAt..ExpiresAt], bigEndian: true);
        var expires = BinaryPrimitives.ReadInt64BigEndian(bytes[ExpiresAt..]);
        var binding = bytes[BindingAt..SignatureAt];
        if (!Matches(key.Signatures(LinkPurpose, id, expires, binding), bytes[SignatureAt..]))
            return LinkStatus.Forged;

        artifactId = id;
        if (now.ToUnixTimeSeconds() >= expires)
            return LinkStatus.Expired;
        return Matches(key.Signatures(BindingPurpose, id, expires, Encoding.UTF8.GetBytes(sessionId)), binding)
            ? LinkStatus.Good
            : LinkStatus.OfAnotherSession;
    }

    private static bool Matches(byte[][] expected, ReadOnlySpan<byte> actual)
    {
        foreach (var mac in expected)
        {
            if (CryptographicOperations.FixedTimeEquals(mac.AsSpan(0, MacLength), actual))
                return true;
        }
        return false;
    }
}

internal enum LinkStatus
{
    Good,
    Forged,
    Expired,
    OfAnotherSession,
}
