using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.KeyManager;

namespace Portal.Activations.Upkeep;

/// <summary>What programs told about their use is kept for ninety days.</summary>
internal sealed class OldTelemetry(ActivationDb db, TimeProvider clock)
{
    public Task Remove(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - TelemetryRecord.Kept;
        return db.Set<TelemetryRecord>().Where(record => record.At < before).ExecuteDeleteAsync(cancellationToken);
    }
}
