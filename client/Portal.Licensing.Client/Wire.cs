using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Licensing.Client;

/// <summary>What is sent. The nonce makes each question another one, so that no answer is good twice: its digest covers the body.</summary>
internal sealed record ValidationQuestion(
    string? Product,
    string? Version,
    string? Environment,
    IReadOnlyDictionary<string, string> Fingerprint,
    IReadOnlyList<string>? Entitlements,
    string Nonce
);

internal sealed record ActivationQuestion(
    IReadOnlyDictionary<string, string> Fingerprint,
    string Name,
    string Platform,
    string? Version,
    string? Product,
    string Nonce
);

internal sealed record HeartbeatQuestion(string? Version, string Nonce);

internal sealed record LicenseFileQuestion(Guid ActivationId, int? Ttl, string Nonce);

internal sealed record DownloadQuestion(Guid ArtifactId, Guid? ActivationId, string Nonce);

internal sealed record ValidationAnswer(
    bool Valid,
    string Code,
    string Detail,
    LicenseSummary? License,
    ActivationSummary? Activation,
    DateTimeOffset IssuedAt,
    string? Nonce
)
{
    public LicenseVerdict ToVerdict() => new(Valid, Code, Detail, License, Activation, IssuedAt);
}

internal sealed record ActivationAnswer(ActivationSummary Activation);

internal sealed record LicenseFileAnswer(string LicenseFile, DateTimeOffset ExpiresAt);

internal sealed record DownloadAnswer(Uri Url);

/// <summary>A refusal (RFC 9457).</summary>
internal sealed record Problem(string? Code, string? Title, string? Detail, IReadOnlyList<ProblemDevice>? Devices);

internal sealed record ProblemDevice(string? Name);

internal sealed record FileEnvelope(string Payload, string Signature, string Algorithm, string KeyId);

internal sealed record FileContent(
    int Schema,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    long GraceSeconds,
    FileLicense License,
    IReadOnlyList<LicenseEntitlement>? Entitlements,
    FileActivation? Activation,
    string? RemovalKey,
    string? Nonce
);

internal sealed record FileLicense(
    Guid Id,
    string KeyHash,
    string? FoldedKeyHash,
    string Product,
    string? Environment,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? MaintenanceEndsAt,
    int? MaxMajorVersion
);

internal sealed record FileActivation(Guid Id, IReadOnlyList<string>? Fingerprint, string? Matching);

internal sealed record OfflineActivationRequest(
    string Key,
    IReadOnlyDictionary<string, string> Fingerprint,
    string Name,
    string Platform,
    string? Version,
    string Nonce
);

internal sealed record OfflineRemovalRequest(Guid ActivationId, string RemovedAt, string Proof);

/// <summary>The protocol's JSON, generated so that nothing is found by reflection: trimmed and ahead-of-time compiled programs work.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ValidationQuestion))]
[JsonSerializable(typeof(ActivationQuestion))]
[JsonSerializable(typeof(HeartbeatQuestion))]
[JsonSerializable(typeof(LicenseFileQuestion))]
[JsonSerializable(typeof(DownloadQuestion))]
[JsonSerializable(typeof(ValidationAnswer))]
[JsonSerializable(typeof(ActivationAnswer))]
[JsonSerializable(typeof(LicenseFileAnswer))]
[JsonSerializable(typeof(DownloadAnswer))]
[JsonSerializable(typeof(Update))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(FileEnvelope))]
[JsonSerializable(typeof(FileContent))]
[JsonSerializable(typeof(OfflineActivationRequest))]
[JsonSerializable(typeof(OfflineRemovalRequest))]
[JsonSerializable(typeof(KeptState))]
internal sealed partial class Wire : JsonSerializerContext
{
    /// <exception cref="JsonException">Not of this form.</exception>
    public static T Read<T>(byte[] json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> form) =>
        JsonSerializer.Deserialize(WithoutBom(json), form) ?? throw new JsonException("There is nothing in it.");

    private static ReadOnlySpan<byte> WithoutBom(byte[] json) => json is [0xEF, 0xBB, 0xBF, ..] ? json.AsSpan(3) : json;
}
