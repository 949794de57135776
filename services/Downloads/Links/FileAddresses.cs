using System.Security.Cryptography;
using System.Text;
using Portal.Downloads.Domain;

namespace Portal.Downloads.Links;

/// <summary>
/// Addresses of the bytes themselves, good for a minute for whoever holds them, or for 15 where a program has them. A download
/// that was begun in time and broke off is taken up again at the same address for 14 minutes more.
/// </summary>
internal sealed class FileAddresses(LinkKey key)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1),
        ProgramLifetime = TimeSpan.FromMinutes(15);
    private const string Purpose = "portal-download/file-address/v1";

    /// <summary>Path and query, below the public address of the files.</summary>
    public (string Address, DateTimeOffset ExpiresAt) Create(
        Guid artifactId,
        FileName fileName,
        DateTimeOffset now,
        TimeSpan? lifetime = null
    )
    {
        var expires = (now + (lifetime ?? Lifetime)).ToUnixTimeSeconds();
        var signature = Convert.ToHexStringLower(
            key.Sign(Purpose, artifactId, expires, Encoding.UTF8.GetBytes(fileName.Text))
        );
        return (
            $"/files/{artifactId}/{Uri.EscapeDataString(fileName.Text)}?expires={expires}&signature={signature}",
            DateTimeOffset.FromUnixTimeSeconds(expires)
        );
    }

    /// <param name="resumes">The client has a part of these bytes already.</param>
    public LinkStatus Read(
        Guid artifactId,
        string fileName,
        long? expires,
        string? signature,
        bool resumes,
        DateTimeOffset now
    )
    {
        var genuine =
            expires is { } at
            && signature is not null
            && key.Signatures(Purpose, artifactId, at, Encoding.UTF8.GetBytes(fileName))
                .Any(expected =>
                    CryptographicOperations.FixedTimeEquals(
                        Encoding.UTF8.GetBytes(Convert.ToHexStringLower(expected)),
                        Encoding.UTF8.GetBytes(signature)
                    )
                );
        if (!genuine)
            return LinkStatus.Forged;
        var end = resumes ? expires + (long)(SessionLinks.Lifetime - Lifetime).TotalSeconds : expires;
        return now.ToUnixTimeSeconds() >= end ? LinkStatus.Expired : LinkStatus.Good;
    }
}
