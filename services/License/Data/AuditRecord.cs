using System.Diagnostics;
using System.Security.Claims;
using System.Text.Json;

namespace Portal.Licensing.Data;

/// <summary>Who did what to a license, when, and what it was like before and after. Never updated, never deleted: the database refuses.</summary>
internal sealed class AuditRecord
{
    public required Guid Id { get; init; }
    public required Guid LicenseId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Client id of an operator, or user id of a customer.</summary>
    public required string Actor { get; init; }

    /// <summary>A past participle: issued, assigned, suspended, reinstated, renewed, revoked, key-revealed.</summary>
    public required string Action { get; init; }

    public required bool VisibleToCustomer { get; init; }
    public string? Detail { get; init; }
    public JsonDocument? Before { get; init; }
    public JsonDocument? After { get; init; }
    public string? TraceId { get; init; }

    public static AuditRecord Of(Guid licenseId, string action, ClaimsPrincipal actor, DateTimeOffset now, string? detail = null, JsonDocument? before = null, JsonDocument? after = null) => new()
    {
        Id = Guid.CreateVersion7(now),
        LicenseId = licenseId,
        At = now,
        Actor = actor.FindFirstValue("client_id") ?? actor.FindFirstValue("sub") ?? "unknown",
        Action = action,
        VisibleToCustomer = true,
        Detail = detail,
        Before = before,
        After = after,
        TraceId = Activity.Current?.TraceId.ToString(),
    };
}
