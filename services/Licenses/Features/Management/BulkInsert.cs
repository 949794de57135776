using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.Messaging;
using static NpgsqlTypes.NpgsqlDbType;

namespace Portal.Licenses.Features.Management;

/// <summary>Many new licenses with their audit records and events, by COPY, in the transaction that the context has open.</summary>
internal static class BulkInsert
{
    private sealed record Column(string Name, NpgsqlDbType Type, Func<License, object?> Value);

    private static readonly Column[] Columns =
    [
        new("id", Uuid, row => row.Id),
        new("product_id", Uuid, row => row.ProductId),
        new("policy_id", Uuid, row => row.PolicyId),
        new("snapshot", Jsonb, row => JsonColumn.Write(row.Snapshot)),
        new("key", Text, row => row.Key),
        new("key_hash", Text, row => row.KeyHash),
        new("account_id", Uuid, row => row.AccountId),
        new("assignee_ids", NpgsqlDbType.Array | Uuid, row => row.AssigneeIds),
        new("activation_limit", Integer, row => row.ActivationLimit),
        new("issued_at", TimestampTz, row => row.IssuedAt),
        new("assigned_at", TimestampTz, row => row.AssignedAt),
        new("expires_at", TimestampTz, row => row.ExpiresAt),
        new("ends_at", TimestampTz, row => row.EndsAt),
        new("maintenance_ends_at", TimestampTz, row => row.MaintenanceEndsAt),
        new("entitlements", Jsonb, row => JsonColumn.Write(row.Entitlements)),
        new("metadata", Jsonb, row => JsonColumn.Write(row.Metadata)),
        new("suspended_at", TimestampTz, row => row.SuspendedAt),
        new("suspension_reason", Text, row => row.SuspensionReason),
        new("revoked_at", TimestampTz, row => row.RevokedAt),
        new("used_slots", Integer, row => row.UsedSlots),
        new("usage_version", Bigint, row => row.UsageVersion),
        new("expiry_notice_at", TimestampTz, row => row.ExpiryNoticeAt),
        new("maintenance_notice_at", TimestampTz, row => row.MaintenanceNoticeAt),
        new("version", Bigint, row => row.Version),
        new("changed_at", TimestampTz, row => row.ChangedAt),
    ];

    public static async Task Insert(
        LicenseDb db,
        IReadOnlyList<License> licenses,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var facts = licenses.Select(license => OutboxMessage.From(license.ToEvent(), license.Id, now)).ToList();
        await Copy(
            connection,
            $"licenses ({string.Join(", ", Columns.Select(column => column.Name))})",
            licenses,
            WriteLicense,
            cancellationToken
        );
        await Copy(
            connection,
            "audit_records (id, license_id, at, actor, action, visible_to_customer, detail, after, request_id, trace_id)",
            licenses.Zip(facts),
            WriteAudit,
            cancellationToken
        );
        await Copy(
            connection,
            "outbox (id, type, subject, occurred_at, payload, trace_parent)",
            facts,
            WriteFact,
            cancellationToken
        );

        async Task WriteLicense(NpgsqlBinaryImporter rows, License license)
        {
            foreach (var column in Columns)
                await Write(rows, column.Value(license), column.Type, cancellationToken);
        }

        async Task WriteAudit(NpgsqlBinaryImporter rows, (License License, OutboxMessage Fact) issued)
        {
            await rows.WriteAsync(Guid.CreateVersion7(now), Uuid, cancellationToken);
            await rows.WriteAsync(issued.License.Id, Uuid, cancellationToken);
            await rows.WriteAsync(now, TimestampTz, cancellationToken);
            await rows.WriteAsync(actor.Name, Text, cancellationToken);
            await rows.WriteAsync(AuditRecord.Issued, Text, cancellationToken);
            await rows.WriteAsync(true, NpgsqlDbType.Boolean, cancellationToken);
            await rows.WriteAsync(issued.License.Snapshot.PolicyName, Text, cancellationToken);
            await rows.WriteAsync(issued.Fact.Payload, Jsonb, cancellationToken);
            await Write(rows, actor.RequestId, Text, cancellationToken);
            await Write(rows, Activity.Current?.TraceId.ToString(), Text, cancellationToken);
        }

        async Task WriteFact(NpgsqlBinaryImporter rows, OutboxMessage fact)
        {
            await rows.WriteAsync(fact.Id, Uuid, cancellationToken);
            await rows.WriteAsync(fact.Type, Text, cancellationToken);
            await rows.WriteAsync(fact.Subject, Text, cancellationToken);
            await rows.WriteAsync(fact.OccurredAt, TimestampTz, cancellationToken);
            await rows.WriteAsync(fact.Payload, Text, cancellationToken);
            await Write(rows, fact.TraceParent, Text, cancellationToken);
        }
    }

    private static async Task Copy<T>(
        NpgsqlConnection connection,
        string target,
        IEnumerable<T> values,
        Func<NpgsqlBinaryImporter, T, Task> write,
        CancellationToken cancellationToken
    )
    {
        await using var rows = await connection.BeginBinaryImportAsync(
            $"COPY {target} FROM STDIN (FORMAT BINARY)",
            cancellationToken
        );
        foreach (var value in values)
        {
            await rows.StartRowAsync(cancellationToken);
            await write(rows, value);
        }
        await rows.CompleteAsync(cancellationToken);
    }

    private static Task Write(
        NpgsqlBinaryImporter rows,
        object? value,
        NpgsqlDbType type,
        CancellationToken cancellationToken
    ) => value is null ? rows.WriteNullAsync(cancellationToken) : rows.WriteAsync(value, type, cancellationToken);
}
