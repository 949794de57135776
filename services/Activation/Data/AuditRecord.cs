using System.Diagnostics;

namespace Portal.Activations.Data;

/// <summary>Who did what to activations, block list and keys, and when. Never updated, never deleted: the database refuses.</summary>
internal sealed class AuditRecord
{
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Client id of an operator, user id of a customer, or <c>program</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>A past participle, for example deactivated or key-created.</summary>
    public required string Action { get; init; }

    public Guid? LicenseId { get; init; }

    /// <summary>Id of the activation, the blocked identifier or the key.</summary>
    public string? Subject { get; init; }

    public string? TraceId { get; init; }

    public static AuditRecord Of(string action, string actor, DateTimeOffset now, Guid? licenseId = null, string? subject = null) => new()
    {
        Id = Guid.CreateVersion7(now),
        At = now,
        Actor = actor,
        Action = action,
        LicenseId = licenseId,
        Subject = subject,
        TraceId = Activity.Current?.TraceId.ToString(),
    };
}
