using System.Globalization;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Slots;

namespace Portal.Activations.Signing;

/// <summary>Records the license files that were given out: one an hour at most for each device and whoever took it.</summary>
internal sealed class IssuedFiles(ActivationDb db, ThrottledEvents events, TimeProvider clock)
{
    /// <param name="activationId">Null: the file only tells about the license.</param>
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
