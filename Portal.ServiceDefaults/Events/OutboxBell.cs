using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.ServiceDefaults;

/// <summary>
/// Rung when a context of this process has committed, so that its events leave at once. Not a NOTIFY in the transaction: the
/// server lets only one such transaction commit at a time, which costs nine tenths of all commits (decision 16).
/// </summary>
internal sealed class OutboxBell : DbTransactionInterceptor, ISaveChangesInterceptor, IDisposable
{
    private readonly SemaphoreSlim rung = new(0);

    /// <summary>Waits until it is rung, but not for longer than this.</summary>
    public Task Rung(TimeSpan longest, CancellationToken cancellationToken) =>
        rung.WaitAsync(longest, cancellationToken);

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Ring();

    public override Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Ring();
        return Task.CompletedTask;
    }

    // A single statement commits without a transaction of the context's.
    public int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        if (eventData.Context?.Database.CurrentTransaction is null)
            Ring();
        return result;
    }

    public ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(SavedChanges(eventData, result));

    public void Dispose() => rung.Dispose();

    private void Ring()
    {
        // Once too often costs a look into an empty table.
        if (rung.CurrentCount == 0)
            rung.Release();
    }
}
