using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Portal.Licensing.Client;

/// <summary>A license file that a trusted key signed: a license on a device, to be used without any network.</summary>
public sealed class LicenseFile
{
    private const string Context = "portal-license-file/v1\n",
        Begin = "-----BEGIN LICENSE FILE-----",
        End = "-----END LICENSE FILE-----";
    private const int Schema = 1;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Content _content;

    private LicenseFile(Content content) => _content = content;

    public DateTimeOffset IssuedAt => _content.IssuedAt;

    /// <summary>Until then the file does without the portal.</summary>
    public DateTimeOffset ExpiresAt => _content.ExpiresAt;

    /// <summary>Until then it still does, with a warning.</summary>
    public DateTimeOffset GraceEndsAt =>
        DateTimeOffset.MaxValue - ExpiresAt < TimeSpan.FromSeconds(_content.GraceSeconds)
            ? DateTimeOffset.MaxValue
            : ExpiresAt.AddSeconds(_content.GraceSeconds);

    public Guid LicenseId => _content.License.Id;

    /// <summary>Null: the file tells about a license and lets no device use it.</summary>
    public Guid? ActivationId => _content.Activation?.Id;

    public string Product => _content.License.Product;
    public IReadOnlyList<LicenseEntitlement> Entitlements => _content.Entitlements;

    /// <summary>The nonce of the request that the file answers, if it answers one.</summary>
    public string? Nonce => _content.Nonce;

    /// <summary>Reads a file. The signature is checked before anything in it is looked at.</summary>
    /// <param name="trustedKeys">As in <see cref="LicensingOptions.TrustedKeys"/>.</param>
    /// <exception cref="UntrustedAnswerException">Not a license file, changed, or signed by nobody who is trusted.</exception>
    public static LicenseFile Read(string text, IReadOnlyList<string> trustedKeys)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            var envelope = JsonSerializer.Deserialize<Envelope>(Convert.FromBase64String(Body(text)), Json)!;
            var payload = Convert.FromBase64String(envelope.Payload);
            if (
                envelope.Algorithm != "ed25519"
                || !new TrustedKeys(trustedKeys).Verify(
                    envelope.KeyId,
                    [.. Encoding.ASCII.GetBytes(Context), .. payload],
                    Convert.FromBase64String(envelope.Signature)
                )
            )
                throw new UntrustedAnswerException("No key that this program trusts has signed the license file.");
            var content = JsonSerializer.Deserialize<Content>(payload, Json)!;
            return content.Schema == Schema
                ? new(content)
                : throw new UntrustedAnswerException("The license file is of a newer form than this program knows.");
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException or ArgumentNullException)
        {
            throw new UntrustedAnswerException("This is not a license file.");
        }
    }

    /// <summary>Does the file let this key be used on this device, now?</summary>
    public bool IsGoodFor(Device device, string licenseKey, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(licenseKey);
        return now < GraceEndsAt
            && _content.Activation is { } activation
            && IsOf(_content.License, licenseKey)
            && IsOf(activation, device);
    }

    /// <summary>
    /// For a device without a network that gives its slot back: the program deletes the license file, and the customer hands this text to
    /// the portal. Null: the license allows no such thing.
    /// </summary>
    public string? RemovalRequest(DateTimeOffset now)
    {
        if (_content is not { RemovalKey: { } key, Activation.Id: var activationId })
            return null;
        var removedAt = now.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        var proof = HMACSHA256.HashData(
            Base64Url.DecodeFromChars(key),
            Encoding.UTF8.GetBytes($"{activationId}\n{removedAt}")
        );
        return OfflineRequest.Armour(
            new
            {
                activationId,
                removedAt,
                proof = Base64Url.EncodeToString(proof),
            }
        );
    }

    /// <summary>As much of the machine is the one that was activated as the file asks for.</summary>
    private static bool IsOf(ActivationPart activation, Device device)
    {
        if (activation.Fingerprint is not { Count: > 0 } stored)
            return false;
        var same = stored.Count(component =>
            device.Components.Any(own => component == $"{own.Key}:{ComponentHash(own.Key, own.Value)}")
        );
        return activation.Matching switch
        {
            "all" => same == stored.Count,
            "anyTwo" => same >= Math.Min(2, stored.Count),
            "any" => same > 0,
            // Also files from before the mode was written into them.
            "most" or null => same * 2 > stored.Count,
            // A mode that this program does not know may be stricter than any that it does.
            _ => same == stored.Count,
        };
    }

    private static string ComponentHash(string name, string value) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{value}")))[..32];

    /// <summary>The key as it was issued, or typed in a way that the portal takes for it.</summary>
    private static bool IsOf(LicensePart license, string key) =>
        KeyHash(key.Trim()) == license.KeyHash
        || Rules.KeyFolding.OfTyped(key).Any(form => KeyHash(form) == license.FoldedKeyHash);

    private static string KeyHash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static string Body(string text)
    {
        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        return lines is [Begin, .. var body, End] ? string.Concat(body) : throw new FormatException("No armour.");
    }

    private sealed record Envelope(string Payload, string Signature, string Algorithm, string KeyId);

    private sealed record Content(
        int Schema,
        DateTimeOffset IssuedAt,
        DateTimeOffset ExpiresAt,
        long GraceSeconds,
        LicensePart License,
        IReadOnlyList<LicenseEntitlement> Entitlements,
        ActivationPart? Activation,
        string? RemovalKey,
        string? Nonce
    );

    private sealed record LicensePart(Guid Id, string KeyHash, string? FoldedKeyHash, string Product);

    private sealed record ActivationPart(Guid Id, IReadOnlyList<string>? Fingerprint, string? Matching);
}
