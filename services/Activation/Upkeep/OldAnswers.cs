using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;

namespace Portal.Activations.Upkeep;

/// <summary>Answers to an Idempotency-Key are kept for a day.</summary>
internal sealed class OldAnswers(ActivationDb db, TimeProvider clock)
{
    public Task Remove(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - GivenAnswers.Kept;
        return db.Answers.Where(answer => answer.At < before).ExecuteDeleteAsync(cancellationToken);
    }
}
