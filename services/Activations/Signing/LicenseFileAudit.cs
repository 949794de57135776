using System.Globalization;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Slots;

namespace Portal.Activations.Signing;

/// <summary>Writes an audit record for issued license files, at most one an hour for each device and actor.</summary>
internal sealed class LicenseFileAudit(ActivationDb db, ThrottledEvents events, TimeProvider clock)
{
    /// <param name="activationId">Null: the file is for the license alone.</param>
    /// <param name="until">The file is good until then.</param>
    public async Task Record(
        Guid licenseId,
        Guid? activationId,
        string actor,
        DateTimeOffset until,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await events.IsDue(licenseId, $"file {activationId} {actor}", now, cancellationToken))
            return;
        var detail = until.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        db.Audit.Add(AuditRecord.Of(AuditRecord.FileIssued, actor, now, licenseId, activationId?.ToString(), detail));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
