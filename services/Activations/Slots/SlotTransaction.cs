using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Validation;
using Portal.Activations.Validation.Cache;
using Portal.Contracts.Activations.V1;
using Portal.Messaging;
using Portal.Rules;

namespace Portal.Activations.Slots;

/// <summary>
/// Takes and frees slots. Decisions are made with the license's row locked, so a limit holds under concurrency and on every
/// replica; activation, slot count and event are one transaction. After the commit the cached license is invalidated.
/// </summary>
internal sealed class SlotTransaction(
    ActivationDb db,
    CacheInvalidation cache,
    ActivationMetrics metrics,
    TimeProvider clock
)
{
    private readonly List<Action> _whenCommitted = [];

    /// <summary>Runs after the commit: for side effects that a rollback could not undo, for example metrics.</summary>
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
    public async Task<T?> WithLicenseOf<T>(
        TypedKey key,
        Func<LicenseCopy, Task<T>> decide,
        CancellationToken cancellationToken
    )
        where T : class =>
        await WithKey(key.Hash, decide, cancellationToken)
        ?? (
            await db.FoldedMatch(key, cancellationToken) is { } meant
                ? await WithKey(meant, decide, cancellationToken)
                : null
        );

    private Task<T?> WithKey<T>(string keyHash, Func<LicenseCopy, Task<T>> decide, CancellationToken cancellationToken)
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
            throw new InvalidOperationException("Rows that were read before the lock may be stale. Read them inside.");
        _whenCommitted.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var licenses = await db.Licenses.FromSql(select).ToListAsync(cancellationToken);
        var result = await decide(licenses);
        // No savepoints needed: nothing is retried inside, a failure ends the transaction.
        db.Database.AutoSavepointsEnabled = false;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        cache.SlotsChanged(licenses.Select(license => license.Id));
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

    /// <summary>
    /// Ends an activation of the locked license; does nothing if it has ended already. The customer and the vendor free its slot at
    /// once; otherwise a license file that is still good holds it.
    /// </summary>
    /// <param name="actor">For the audit record; null for the program itself.</param>
    /// <param name="byProof">By a removal proof that a customer carried to the portal.</param>
    public void Free(
        LicenseCopy license,
        Activation activation,
        DeactivatedBy by,
        string? actor,
        Guid? userId = null,
        bool byProof = false
    )
    {
        var now = clock.GetUtcNow();
        var freesAtOnce = by is DeactivatedBy.Customer or DeactivatedBy.Operator;
        if (!activation.Deactivate(by, now, freesAtOnce, byProof))
            return;
        WhenCommitted(() => metrics.Deactivated(by));
        if (activation is { Uncounted: false, SlotHeldUntil: null })
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
                    SlotHeldUntil = activation.SlotHeldUntil,
                    UsedSlots = license.UsedSlots,
                    ActivationLimit = license.Snapshot.ActivationLimit,
                    UsageVersion = license.UsageVersion,
                },
                activation.Id,
                now
            )
        );
    }

    /// <summary>Frees the slot that an ended activation of the locked license holds; does nothing if it holds none.</summary>
    public void Release(LicenseCopy license, Activation activation)
    {
        if (activation.SlotHeldUntil is null)
            return;
        activation.Release();
        license.FreeSlot();
        var now = clock.GetUtcNow();
        db.Outbox.Add(
            OutboxMessage.From(
                new SlotFreed
                {
                    ActivationId = activation.Id,
                    LicenseId = license.Id,
                    AccountId = license.AccountId,
                    FreedAt = now,
                    UsedSlots = license.UsedSlots,
                    ActivationLimit = license.Snapshot.ActivationLimit,
                    UsageVersion = license.UsageVersion,
                },
                activation.Id,
                now
            )
        );
    }

    /// <summary>Ended activations of a license that hold slots, the first to end first.</summary>
    public Task<List<Activation>> Holding(Guid licenseId, CancellationToken cancellationToken) =>
        db
            .Activations.Where(row => row.LicenseId == licenseId && row.SlotHeldUntil != null)
            .OrderBy(row => row.SlotHeldUntil)
            .ToListAsync(cancellationToken);

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
