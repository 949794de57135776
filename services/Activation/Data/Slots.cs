using Microsoft.EntityFrameworkCore;
using Portal.Activations.Domain;
using Portal.Contracts.Activations.V1;
using Portal.ServiceDefaults;

namespace Portal.Activations.Data;

/// <summary>
/// Takes and frees slots. The license's row is locked while it is decided, so a limit holds whatever runs at the same time, on
/// every replica; activation, count and event are one transaction.
/// </summary>
internal sealed class Slots(ActivationDb db, TimeProvider clock)
{
    /// <summary>Runs <paramref name="decide"/> with the license locked, and commits what it did; null if the license is unknown.</summary>
    public async Task<T?> WithLicense<T>(Guid licenseId, Func<LicenseCopy, Task<T>> decide, CancellationToken cancellationToken) where T : class
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var license = await db.Licenses.FromSql($"SELECT * FROM licenses WHERE id = {licenseId} FOR UPDATE").SingleOrDefaultAsync(cancellationToken);
        if (license is null)
            return null;
        var result = await decide(license);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    public Task<Activation?> ActiveOn(Guid licenseId, string identifier, CancellationToken cancellationToken) =>
        db.Activations.SingleOrDefaultAsync(row => row.LicenseId == licenseId && row.Identifier == identifier && row.DeactivatedAt == null, cancellationToken);

    public void Take(LicenseCopy license, Activation activation)
    {
        license.TakeSlot();
        db.Activations.Add(activation);
        db.Outbox.Add(OutboxMessage.From(new ActivationCreated
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
        }, activation.Id, clock.GetUtcNow()));
    }

    /// <summary>Ends an activation of the locked license; does nothing if it had ended before.</summary>
    public void Free(LicenseCopy license, Activation activation, DeactivatedBy by, Guid? userId)
    {
        var now = clock.GetUtcNow();
        if (!activation.Deactivate(by, now))
            return;
        license.FreeSlot();
        db.Outbox.Add(OutboxMessage.From(new ActivationDeactivated
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
        }, activation.Id, now));
    }

    /// <summary>Deactivates by id; null if there is no such activation.</summary>
    public async Task<Activation?> Deactivate(Guid licenseId, Guid activationId, DeactivatedBy by, Guid? userId, CancellationToken cancellationToken) =>
        await WithLicense(licenseId, async license =>
        {
            var activation = await db.Activations.SingleAsync(row => row.Id == activationId && row.LicenseId == licenseId, cancellationToken);
            Free(license, activation, by, userId);
            return activation;
        }, cancellationToken);
}
