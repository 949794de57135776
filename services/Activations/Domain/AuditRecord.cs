using System.Diagnostics;

namespace Portal.Activations.Domain;

/// <summary>Who did what to activations, block list and keys, and when. Never updated, never deleted: the database refuses.</summary>
internal sealed class AuditRecord
{
    public const string Deactivated = "deactivated",
        ActivatedOffline = "activated-offline",
        Imported = "activation-imported",
        Refused = "activation-refused",
        FileIssued = "license-file-issued",
        Blocked = "identifier-blocked",
        Unblocked = "identifier-unblocked";

    /// <summary>The actor when the vendor's software acted, and when an activation expired.</summary>
    public const string Program = "program",
        Expiry = "expiry";

    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Client id of an operator, user id of a customer, or <c>program</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>A past participle, for example deactivated or key-created.</summary>
    public required string Action { get; init; }

    public Guid? LicenseId { get; init; }

    /// <summary>Id of the activation, the blocked identifier or the key; of a refused activation, the identifier itself.</summary>
    public string? Subject { get; init; }

    /// <summary>Of a refusal, its code; of a license file, the instant it is good until; of a block, the identifier.</summary>
    public string? Detail { get; init; }

    public string? TraceId { get; init; }

    public static AuditRecord Of(
        string action,
        string actor,
        DateTimeOffset now,
        Guid? licenseId = null,
        string? subject = null,
        string? detail = null
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            At = now,
            Actor = actor,
            Action = action,
            LicenseId = licenseId,
            Subject = subject,
            Detail = detail,
            TraceId = Activity.Current?.TraceId.ToString(),
        };
}
