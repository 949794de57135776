using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Messaging;

/// <summary>
/// Set when a context of this process has committed, so that its events and mails leave at once. Not a NOTIFY in the transaction: the
/// server lets only one such transaction commit at a time, which costs nine tenths of all commits (decision 16).
/// </summary>
public sealed class CommitSignal : DbTransactionInterceptor, ISaveChangesInterceptor, IDisposable
{
    private readonly SemaphoreSlim _set = new(0);

    /// <summary>Waits until it is set, or until the timeout.</summary>
    public Task Wait(TimeSpan timeout, CancellationToken cancellationToken) =>
        _set.WaitAsync(timeout, cancellationToken);

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Set();

    public override Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Set();
        return Task.CompletedTask;
    }

    // A single statement commits without a transaction of the context's.
    public int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        if (eventData.Context?.Database.CurrentTransaction is null)
            Set();
        return result;
    }

    public ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(SavedChanges(eventData, result));

    public void Dispose() => _set.Dispose();

    internal void Set()
    {
        // Setting it once too often costs one query of an empty table.
        if (_set.CurrentCount == 0)
            _set.Release();
    }
}
