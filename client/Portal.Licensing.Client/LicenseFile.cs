using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Portal.Licensing.Client;

/// <summary>A license file that a trusted key signed: a license on a device, to be used without any network.</summary>
public sealed class LicenseFile
{
    private const string Context = "portal-license-file/v1\n";
    private const int Schema = 1;

    private readonly FileContent _content;

    private LicenseFile(FileContent content) => _content = content;

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
    public IReadOnlyList<LicenseEntitlement> Entitlements => _content.Entitlements ?? [];

    /// <summary>The nonce of the request that the file answers, if it answers one.</summary>
    public string? Nonce => _content.Nonce;

    /// <summary>Reads a file. The signature is checked before anything in it is looked at.</summary>
    /// <param name="text">As it arrived: with any line ends or none, quoted in a mail, with text around it.</param>
    /// <param name="trustedKeys">As in <see cref="LicensingOptions.TrustedKeys"/>.</param>
    /// <exception cref="UntrustedAnswerException">Not a license file, changed, or signed by nobody who is trusted.</exception>
    public static LicenseFile Read(string text, IReadOnlyList<string> trustedKeys)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(trustedKeys);
        var keys = new TrustedKeys(trustedKeys);
        try
        {
            var envelope = Wire.Read(Armour.Unwrap(text, Armour.LicenseFile), Wire.Default.FileEnvelope);
            var payload = Encodings.FromBase64(envelope.Payload ?? "");
            if (
                envelope.Algorithm != "ed25519"
                || !keys.Verify(
                    envelope.KeyId ?? "",
                    [.. Encoding.ASCII.GetBytes(Context), .. payload],
                    Encodings.FromBase64(envelope.Signature ?? "")
                )
            )
                throw new UntrustedAnswerException("No key that this program trusts has signed the license file.");
            var content = Wire.Read(payload, Wire.Default.FileContent);
            return content is { Schema: Schema, License: not null }
                ? new(content)
                : throw new UntrustedAnswerException("The license file is of a newer form than this program knows.");
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException)
        {
            throw new UntrustedAnswerException("This is not a license file.");
        }
    }

    /// <summary>
    /// Does the file let this program be used with its key on this device, now? <see cref="LicensingClient.ValidateFile"/>
    /// also sees a clock that was set back.
    /// </summary>
    /// <param name="options">The program's product, environment, version, key and clock tolerance.</param>
    /// <param name="entitlements">Features that must be included.</param>
    public LicenseVerdict Check(
        LicensingOptions options,
        Device device,
        DateTimeOffset now,
        IReadOnlyList<string>? entitlements = null
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(device);
        var refusal =
            !new ProgramKey(options.LicenseKey).Is(_content.License.KeyHash, _content.License.FoldedKeyHash)
                ? LicenseVerdict.No(LicensingCode.KeyMismatch, "The license file is for another key.")
            : now < IssuedAt - options.ClockTolerance
                ? LicenseVerdict.No(
                    LicensingCode.NotYetValid,
                    $"The license file is from {OfflineRules.Day(IssuedAt)}, and this machine's clock shows {OfflineRules.Day(now)}. Correct the clock."
                )
            : now >= GraceEndsAt ? Ended(now)
            : OfflineRules.Refusal(Facts(), options, entitlements, now)
                ?? (
                    IsOf(device) ? null : LicenseVerdict.No("NOT_ACTIVATED", "The license file is not for this device.")
                );
        return (refusal ?? new(true, LicensingCode.Valid, "The license is valid.", null, null, null)) with
        {
            FromFile = true,
            IssuedAt = IssuedAt,
            Entitlements = Entitlements,
            Warnings = OfflineRules.Grace(ExpiresAt, now) is { } grace && refusal is null ? [grace] : [],
        };
    }

    /// <summary>
    /// For a device without a network that gives its slot back: the program deletes the license file, and the customer hands this text to
    /// the portal. Null: the license does not allow offline activation, so that its files have no removal key.
    /// </summary>
    public string? RemovalRequest(DateTimeOffset now)
    {
        if (_content is not { RemovalKey: { } key, Activation.Id: var activationId })
            return null;
        var removedAt = now.ToString("O", CultureInfo.InvariantCulture);
        var proof = System.Security.Cryptography.HMACSHA256.HashData(
            Encodings.FromBase64(key),
            Encoding.UTF8.GetBytes($"{activationId}\n{removedAt}")
        );
        return Armour.Wrap(
            JsonSerializer.SerializeToUtf8Bytes(
                new OfflineRemovalRequest(activationId, removedAt, Encodings.Base64Url(proof)),
                Wire.Default.OfflineRemovalRequest
            ),
            Armour.LicenseRequest
        );
    }

    private LicenseVerdict Ended(DateTimeOffset now) =>
        now >= _content.License.ExpiresAt
            ? LicenseVerdict.No("EXPIRED", $"Expired on {OfflineRules.Day(_content.License.ExpiresAt.Value)}.")
            : LicenseVerdict.No(
                LicensingCode.FileExpired,
                $"The license file ended on {OfflineRules.Day(ExpiresAt)}. Fetch a new one."
            );

    private OfflineFacts Facts() =>
        new(
            _content.License.Product,
            _content.License.Environment,
            ExpiresAt: null,
            GraceEndsAt: null,
            _content.License.MaintenanceEndsAt,
            _content.License.MaxMajorVersion,
            AskedVersion: null,
            Entitlements
        );

    private bool IsOf(Device device) =>
        _content.Activation is { Fingerprint: { Count: > 0 } stored, Matching: var matching }
        && OfflineRules.Matches(stored.Count(device.Hashes.Contains), stored.Count, matching);
}
