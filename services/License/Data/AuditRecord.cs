using System.Diagnostics;
using System.Text.Json;

namespace Portal.Licensing.Data;

/// <summary>Who did what to a license, when, and what it was like before and after. Never updated, never deleted: the database refuses.</summary>
internal sealed class AuditRecord
{
    public const string KeyRevealed = "key-revealed";

    public required Guid Id { get; init; }
    public required Guid LicenseId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Actor { get; init; }

    /// <summary>What was done (<see cref="Domain.Move"/>), or issued, expired, key-revealed; or what was refused: <c>suspend-refused</c>.</summary>
    public required string Action { get; init; }

    public required bool VisibleToCustomer { get; init; }

    /// <summary>What the operator said; of a refusal, its code.</summary>
    public string? Detail { get; init; }

    public JsonDocument? Before { get; init; }
    public JsonDocument? After { get; init; }
    public string? RequestId { get; init; }
    public string? TraceId { get; init; }

    public static AuditRecord Of(Guid licenseId, string action, Actor actor, DateTimeOffset now, string? detail = null, JsonDocument? before = null, JsonDocument? after = null, bool visible = true) => new()
    {
        Id = Guid.CreateVersion7(now),
        LicenseId = licenseId,
        At = now,
        Actor = actor.Name,
        Action = action,
        VisibleToCustomer = visible,
        Detail = detail,
        Before = before,
        After = after,
        RequestId = actor.RequestId,
        TraceId = Activity.Current?.TraceId.ToString(),
    };
}
