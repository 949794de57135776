using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Protocols;
using Portal.Activations.Protocols.KeyManager;

namespace Portal.Activations.Jobs;

/// <summary>Deletes rows past their retention: stored answers after a day, telemetry after ninety days.</summary>
internal sealed class ExpiredRows(ActivationDb db, TimeProvider clock)
{
    public async Task Delete(CancellationToken cancellationToken)
    {
        var answersBefore = clock.GetUtcNow() - IdempotencyStore.Retention;
        await db.Answers.Where(answer => answer.At < answersBefore).ExecuteDeleteAsync(cancellationToken);
        var telemetryBefore = clock.GetUtcNow() - TelemetryRecord.Retention;
        await db.Set<TelemetryRecord>()
            .Where(record => record.At < telemetryBefore)
            .ExecuteDeleteAsync(cancellationToken);
    }
}
