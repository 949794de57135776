using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Validation.Cache;
using Portal.Contracts.Activations.V1;
using Portal.Messaging;

namespace Portal.Activations.Slots;

/// <summary>
/// Takes and frees slots. The license's row is locked while it is decided, so a limit holds whatever runs at the same time, on
/// every replica; activation, count and event are one transaction. Afterwards the license is invalidated in the cache.
/// </summary>
internal sealed class SlotTransaction(
    ActivationDb db,
    LicenseCache cache,
    SlotUsageBroadcast usage,
    ActivationMetrics metrics,
    TimeProvider clock
)
{
    private readonly List<Action> _whenCommitted = [];

    /// <summary>Has something done that no rollback could take back, for example a count.</summary>
    public void WhenCommitted(Action action) => _whenCommitted.Add(action);

    /// <summary>Runs <paramref name="decide"/> with the license locked, and commits what it did; null if the license is unknown.</summary>
    public Task<T?> WithLicense<T>(
        Guid licenseId,
        Func<LicenseCopy, Task<T>> decide,
        CancellationToken cancellationToken
    )
        where T : class =>
        WithLocked($"SELECT * FROM licenses WHERE id = {licenseId} FOR UPDATE", One(decide), cancellationToken);

    /// <inheritdoc cref="WithLicense"/>
    public Task<T?> WithLicenseOf<T>(
        string keyHash,
        Func<LicenseCopy, Task<T>> decide,
        CancellationToken cancellationToken
    )
        where T : class =>
        WithLocked($"SELECT * FROM licenses WHERE key_hash = {keyHash} FOR UPDATE", One(decide), cancellationToken);

    /// <summary>Runs <paramref name="decide"/> with all these licenses locked.</summary>
    public Task<T> WithLicenses<T>(
        IReadOnlyCollection<Guid> licenseIds,
        Func<IReadOnlyList<LicenseCopy>, Task<T>> decide,
        CancellationToken cancellationToken
    ) =>
        // Locked in id order to avoid deadlocks.
        WithLocked(
            $"SELECT * FROM licenses WHERE id = ANY({licenseIds.ToArray()}) ORDER BY id FOR UPDATE",
            decide,
            cancellationToken
        );

    private static Func<IReadOnlyList<LicenseCopy>, Task<T?>> One<T>(Func<LicenseCopy, Task<T>> decide)
        where T : class => async licenses => licenses is [var license] ? await decide(license) : null;

    private async Task<T> WithLocked<T>(
        FormattableString select,
        Func<IReadOnlyList<LicenseCopy>, Task<T>> decide,
        CancellationToken cancellationToken
    )
    {
        if (db.ChangeTracker.Entries().Any())
            throw new InvalidOperationException("Rows that were read before the lock may be stale: read them inside.");
        _whenCommitted.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var licenses = await db.Licenses.FromSql(select).ToListAsync(cancellationToken);
        var result = await decide(licenses);
        // Nothing is retried in here, so no savepoint is needed: what fails ends the transaction.
        db.Database.AutoSavepointsEnabled = false;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        foreach (var license in licenses)
        {
            cache.Invalidate(license.Id);
            usage.Note(license.Id);
        }
        _whenCommitted.ForEach(action => action());
        return result;
    }

    public Task<Activation?> ActiveOn(Guid licenseId, string identifier, CancellationToken cancellationToken) =>
        db.Activations.SingleOrDefaultAsync(
            row => row.LicenseId == licenseId && row.Identifier == identifier && row.DeactivatedAt == null,
            cancellationToken
        );

    public void Take(LicenseCopy license, Activation activation)
    {
        if (!activation.Uncounted)
            license.TakeSlot();
        db.Activations.Add(activation);
        db.Outbox.Add(
            OutboxMessage.From(
                new ActivationCreated
                {
                    ActivationId = activation.Id,
                    LicenseId = license.Id,
                    AccountId = license.AccountId,
                    CreatedAt = activation.FirstSeenAt,
                    Kind = activation.Kind,
                    Name = activation.Name,
                    Platform = activation.Platform,
                    AppVersion = activation.AppVersion,
                    UsedSlots = license.UsedSlots,
                    ActivationLimit = license.Snapshot.ActivationLimit,
                    UsageVersion = license.UsageVersion,
                },
                activation.Id,
                clock.GetUtcNow()
            )
        );
    }

    /// <summary>Ends an activation of the locked license; does nothing if it had ended before.</summary>
    /// <param name="actor">Who goes into the audit; null for the program itself.</param>
    public void Free(LicenseCopy license, Activation activation, DeactivatedBy by, string? actor, Guid? userId = null)
    {
        var now = clock.GetUtcNow();
        if (!activation.Deactivate(by, now))
            return;
        WhenCommitted(() => metrics.Deactivated(by));
        if (!activation.Uncounted)
            license.FreeSlot();
        db.Audit.Add(
            AuditRecord.Of(
                AuditRecord.Deactivated,
                actor ?? AuditRecord.Program,
                now,
                license.Id,
                activation.Id.ToString()
            )
        );
        db.Outbox.Add(
            OutboxMessage.From(
                new ActivationDeactivated
                {
                    ActivationId = activation.Id,
                    LicenseId = license.Id,
                    AccountId = license.AccountId,
                    DeactivatedAt = now,
                    By = by,
                    UserId = userId,
                    Name = activation.Name,
                    UsedSlots = license.UsedSlots,
                    ActivationLimit = license.Snapshot.ActivationLimit,
                    UsageVersion = license.UsageVersion,
                },
                activation.Id,
                now
            )
        );
    }

    /// <summary>Deactivates by id; null if there is no such activation.</summary>
    public async Task<Activation?> Deactivate(
        Guid licenseId,
        Guid activationId,
        DeactivatedBy by,
        string? actor,
        Guid? userId,
        CancellationToken cancellationToken
    ) =>
        await WithLicense(
            licenseId,
            async license =>
            {
                var activation = await db.Activations.SingleAsync(
                    row => row.Id == activationId && row.LicenseId == licenseId,
                    cancellationToken
                );
                Free(license, activation, by, actor, userId);
                return activation;
            },
            cancellationToken
        );
}
