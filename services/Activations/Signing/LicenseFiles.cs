using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Activations.Domain;
using Portal.Contracts.Licensing.V1;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Signing;

/// <summary>Writes license files: a document, signed as the exact bytes that are shipped, in an armor that survives mail and clipboard.</summary>
internal sealed class LicenseFiles(KeyRing ring, SealingKey sealing, TimeProvider clock)
{
    private const int Schema = 1,
        ConnectedDays = 3,
        OfflineDays = 30,
        LineLength = 64;
    private const string Context = "portal-license-file/v1\n",
        Begin = "-----BEGIN LICENSE FILE-----",
        End = "-----END LICENSE FILE-----";

    /// <param name="EndsAt">With its grace period: from then on no program runs by it.</param>
    public sealed record Written(string Text, DateTimeOffset ExpiresAt, DateTimeOffset EndsAt);

    /// <param name="Ttl">At most what the license's terms allow, which is also the default.</param>
    /// <param name="Offline">For a device that never asks again by itself: it lives longer unless the terms say otherwise.</param>
    public sealed record Wishes(
        TimeSpan? Ttl = null,
        bool WithMetadata = false,
        bool Offline = false,
        string? Nonce = null
    );

    private sealed record Envelope(string Payload, string Signature, string Algorithm, string KeyId);

    public async Task<Written> Write(
        LicenseCopy license,
        ProductCopy? product,
        Activation? activation,
        Wishes wishes,
        CancellationToken cancellationToken
    )
    {
        var (now, snapshot) = (clock.GetUtcNow(), license.Snapshot);
        var longest = TimeSpan.FromDays(
            license.Terms.LicenseFileDays ?? (wishes.Offline ? OfflineDays : ConnectedDays)
        );
        var until = now + (wishes.Ttl < longest ? wishes.Ttl.Value : longest);
        var expiresAt = snapshot.ExpiresAt < until ? snapshot.ExpiresAt.Value : until;
        // The grace is that of the license: it never lets a program run for longer than the file may live.
        var ends = LicenseFacts.EndsAt(snapshot.ExpiresAt, snapshot.GraceDays);
        var grace = Math.Max(0, (long)((ends < until ? ends.Value : until) - expiresAt).TotalSeconds);
        var document = new LicenseDocument(
            Schema,
            now,
            expiresAt,
            grace,
            new(
                license.Id,
                license.KeyHash,
                product?.Slug ?? "",
                snapshot.Edition,
                snapshot.Environment,
                snapshot.ExpiresAt,
                snapshot.MaintenanceEndsAt,
                snapshot.MaxMajorVersion,
                snapshot.ActivationLimit,
                snapshot.FoldedKeyHash
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
            wishes.WithMetadata ? snapshot.Metadata : null,
            activation is not null && license.Terms.OfflineActivation
                ? Base64Url.EncodeToString(RemovalKey(activation.Id))
                : null,
            wishes.Nonce
        );
        return new(Armor(document, await ring.Current(cancellationToken)), expiresAt, expiresAt.AddSeconds(grace));
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
