using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Activations.Domain;
using Portal.Contracts.Licensing.V1;
using Portal.ServiceDefaults;

namespace Portal.Activations.Signing;

/// <summary>Writes license files: a document, signed as the exact bytes that are shipped, in an armor that survives mail and clipboard.</summary>
internal sealed class LicenseFiles(KeyRing ring, SealingKey sealing, TimeProvider clock)
{
    private const int Schema = 1,
        DefaultDays = 30,
        LineLength = 64;
    private const string Context = "portal-license-file/v1\n",
        Begin = "-----BEGIN LICENSE FILE-----",
        End = "-----END LICENSE FILE-----";

    public sealed record Written(string Text, DateTimeOffset ExpiresAt);

    private sealed record Envelope(string Payload, string Signature, string Algorithm, string KeyId);

    /// <param name="ttl">At most what the license's terms allow.</param>
    public async Task<Written> Write(
        LicenseCopy license,
        ProductCopy? product,
        Activation? activation,
        CancellationToken cancellationToken,
        TimeSpan? ttl = null,
        bool withMetadata = false,
        string? nonce = null
    )
    {
        var now = clock.GetUtcNow();
        var longest = TimeSpan.FromDays(license.Terms.LicenseFileDays ?? DefaultDays);
        var until = now + (ttl < longest ? ttl.Value : longest);
        var snapshot = license.Snapshot;
        var document = new LicenseDocument(
            Schema,
            now,
            snapshot.ExpiresAt < until ? snapshot.ExpiresAt.Value : until,
            snapshot.GraceDays * 86_400L,
            new(
                license.Id,
                license.KeyHash,
                product?.Slug ?? "",
                snapshot.Edition,
                snapshot.Environment,
                snapshot.ExpiresAt,
                snapshot.MaintenanceEndsAt,
                snapshot.MaxMajorVersion,
                snapshot.ActivationLimit
            ),
            snapshot.Entitlements,
            activation is null
                ? null
                : new(
                    activation.Id,
                    activation.Kind,
                    activation.Identifier,
                    activation.Fingerprint,
                    activation.Name,
                    activation.Fingerprint is null ? null : license.Terms.FingerprintMatching ?? FingerprintMatching.All
                ),
            withMetadata ? snapshot.Metadata : null,
            activation is not null && license.Terms.OfflineActivation
                ? Base64Url.EncodeToString(RemovalKey(activation.Id))
                : null,
            nonce
        );
        return new(Armor(document, await ring.Current(cancellationToken)), document.ExpiresAt);
    }

    /// <param name="removedAt">As the program wrote it.</param>
    public bool IsProof(Guid activationId, string removedAt, string proof) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(
                Base64Url.EncodeToString(
                    HMACSHA256.HashData(
                        RemovalKey(activationId),
                        Encoding.UTF8.GetBytes($"{activationId}\n{removedAt}")
                    )
                )
            ),
            Encoding.UTF8.GetBytes(proof)
        );

    public static string Armor(LicenseDocument document, Signer signer)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(document, Wire.Options);
        var signature = signer.Sign([.. Encoding.ASCII.GetBytes(Context), .. payload]);
        var envelope = JsonSerializer.SerializeToUtf8Bytes(
            new Envelope(
                Convert.ToBase64String(payload),
                Convert.ToBase64String(signature),
                Signer.Algorithm,
                signer.KeyId
            ),
            Wire.Options
        );
        var lines = Convert.ToBase64String(envelope).Chunk(LineLength).Select(line => new string(line));
        return string.Join('\n', [Begin, .. lines, End, ""]);
    }

    private byte[] RemovalKey(Guid activationId) => sealing.Derive("offline-removal", activationId.ToString());
}
