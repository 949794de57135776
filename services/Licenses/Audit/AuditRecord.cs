using System.Diagnostics;
using System.Text.Json;
using Portal.Licenses.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Audit;

/// <summary>Who did what to a license, a product or a policy, when, and what it was like before and after. Never updated, never deleted: the database refuses.</summary>
internal sealed class AuditRecord
{
    public const string Issued = "issued",
        KeyRevealed = "key-revealed",
        Activated = "activated",
        Released = "released";

    public required Guid Id { get; init; }

    /// <summary>What it was done to: one of the three.</summary>
    public Guid? LicenseId { get; init; }

    public Guid? ProductId { get; init; }
    public Guid? PolicyId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Actor { get; init; }

    /// <summary>What was done (<see cref="Domain.LicenseAction"/>), or issued, expired, activated, released, key-revealed; product-created, product-changed, policy-created, policy-changed; or what was refused: <c>suspend-refused</c>.</summary>
    public required string Action { get; init; }

    public required bool VisibleToCustomer { get; init; }

    /// <summary>The operator's reason; of a refusal, its code.</summary>
    public string? Detail { get; init; }

    public JsonDocument? Before { get; init; }
    public JsonDocument? After { get; init; }
    public string? RequestId { get; init; }
    public string? TraceId { get; init; }

    public static AuditRecord Of(
        Guid licenseId,
        string action,
        Actor actor,
        DateTimeOffset now,
        string? detail = null,
        JsonDocument? before = null,
        JsonDocument? after = null,
        bool visible = true
    ) => New(licenseId, null, null, action, actor, now, detail, before, after, visible);

    /// <param name="before">Null: it was created.</param>
    public static AuditRecord Of(Product product, JsonDocument? before, Actor actor, DateTimeOffset now) =>
        New(
            null,
            product.Id,
            null,
            before is null ? "product-created" : "product-changed",
            actor,
            now,
            null,
            before,
            product.Snapshot(),
            visible: false
        );

    /// <param name="before">Null: it was created.</param>
    public static AuditRecord Of(Policy policy, JsonDocument? before, Actor actor, DateTimeOffset now) =>
        New(
            null,
            null,
            policy.Id,
            before is null ? "policy-created" : "policy-changed",
            actor,
            now,
            null,
            before,
            policy.Snapshot(),
            visible: false
        );

    private static AuditRecord New(
        Guid? licenseId,
        Guid? productId,
        Guid? policyId,
        string action,
        Actor actor,
        DateTimeOffset now,
        string? detail,
        JsonDocument? before,
        JsonDocument? after,
        bool visible
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            LicenseId = licenseId,
            ProductId = productId,
            PolicyId = policyId,
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

internal static class AuditSnapshots
{
    /// <summary>Something as it is now, for the audit.</summary>
    public static JsonDocument Snapshot<T>(this T thing) => JsonSerializer.SerializeToDocument(thing, Wire.Options);
}
