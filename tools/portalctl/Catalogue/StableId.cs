using System.Security.Cryptography;

namespace Portal.Ctl.Catalogue;

internal static class StableId
{
    /// <summary>A UUID of version 8 (RFC 9562) that the bytes decide.</summary>
    public static Guid Of(ReadOnlySpan<byte> bytes)
    {
        var id = SHA256.HashData(bytes).AsSpan(0, 16);
        (id[6], id[8]) = ((byte)(id[6] & 0x0F | 0x80), (byte)(id[8] & 0x3F | 0x80));
        return new Guid(id, bigEndian: true);
    }
}
