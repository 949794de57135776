using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Management;

/// <summary>Takes over activations, all or none. Slots stay limited; other verdicts are not asked. What is here already stays as it is.</summary>
internal sealed class Takeover(ActivationDb db, Slots slots, TimeProvider clock)
{
    /// <param name="Activations">One for each that was asked for, in order; empty when refused.</param>
    /// <param name="IsNew">One of them was not here before.</param>
    /// <param name="Row">Which of them was refused, counted from 0.</param>
    public sealed record Outcome(
        IReadOnlyList<Activation> Activations,
        bool IsNew,
        Rejection? Rejection = null,
        int Row = 0
    );

    private readonly record struct Sent(
        ActivationInput Input,
        Guid Id,
        Identifier Identifier,
        Fingerprint? Fingerprint
    );

    /// <param name="actor">Who goes into the audit.</param>
    public async Task<Outcome> Of(
        IReadOnlyList<ActivationInput> inputs,
        string actor,
        CancellationToken cancellationToken
    )
    {
        var sent = new List<Sent>(inputs.Count);
        foreach (var input in inputs)
        {
            if (!Identifier.TryParse(input.Identifier, input.Kind, out var identifier))
                return Refused(Rejections.IdentifierInvalid, sent.Count);
            if (!Fingerprint.TryReadStored(input.Fingerprint, out var fingerprint))
                return Refused(Rejections.FingerprintInvalid, sent.Count);
            sent.Add(new(input, input.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), identifier, fingerprint));
        }
        try
        {
            return await slots.WithLicenses(
                inputs.Select(input => input.LicenseId).ToHashSet(),
                licenses => Decide(sent, actor, licenses.ToDictionary(license => license.Id), cancellationToken),
                cancellationToken
            );
        }
        catch (DbUpdateException exception) when (exception.IsDuplicate())
        {
            return Refused(Rejections.IdTaken, 0);
        }
    }

    private async Task<Outcome> Decide(
        List<Sent> all,
        string actor,
        Dictionary<Guid, LicenseCopy> licenses,
        CancellationToken cancellationToken
    )
    {
        if (all.FindIndex(row => !licenses.ContainsKey(row.Input.LicenseId)) is var unknown and >= 0)
            return Refused(Rejections.LicenseUnknown, unknown);
        all = all.ConvertAll(row =>
            row with
            {
                Identifier = row.Identifier.Under(licenses[row.Input.LicenseId].Terms),
            }
        );
        var ids = all.Select(row => row.Id).ToList();
        var known = await db
            .Activations.Where(row => ids.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, cancellationToken);
        var active = await Active(all, cancellationToken);
        var (taken, isNew) = (new List<Activation>(all.Count), false);
        foreach (var (input, id, identifier, fingerprint) in all)
        {
            var (license, same) = (licenses[input.LicenseId], known.GetValueOrDefault(id));
            if (same is not null && (same.LicenseId != license.Id || same.Identifier != identifier.Value))
                return Refused(Rejections.IdTaken, taken.Count);
            if (same is null && input.DeactivatedAt is null)
                active.TryGetValue((license.Id, identifier.Value), out same);
            if (same is null)
            {
                (same, isNew) = (input.ToActivation(id, identifier, fingerprint, license), true);
                if (same is { DeactivatedAt: null, Uncounted: false } && !input.OverLimit && !license.HasFreeSlot)
                    return Refused(
                        Rejections.LimitReached(license.UsedSlots, license.Snapshot.ActivationLimit ?? 0),
                        taken.Count
                    );
                Add(same, license);
            }
            taken.Add(same);
        }
        return new(taken, isNew);

        void Add(Activation activation, LicenseCopy license)
        {
            known.Add(activation.Id, activation);
            db.Audit.Add(
                AuditRecord.Of(AuditRecord.Imported, actor, clock.GetUtcNow(), license.Id, activation.Id.ToString())
            );
            if (activation.DeactivatedAt is not null)
            {
                db.Activations.Add(activation);
                return;
            }
            active.Add((license.Id, activation.Identifier), activation);
            slots.Take(license, activation);
        }
    }

    private async Task<Dictionary<(Guid, string), Activation>> Active(
        List<Sent> all,
        CancellationToken cancellationToken
    )
    {
        var (licenses, identifiers) = (
            all.Select(row => row.Input.LicenseId).ToArray(),
            all.Select(row => row.Identifier.Value).ToArray()
        );
        // By pairs: two lists would be every license with every identifier.
        var rows = await db
            .Activations.FromSql(
                $"""
                SELECT * FROM activations WHERE deactivated_at IS NULL AND (license_id, identifier) IN (SELECT license_id, identifier FROM unnest({licenses}, {identifiers}) AS sent (license_id, identifier))
                """
            )
            .ToListAsync(cancellationToken);
        return rows.ToDictionary(row => (row.LicenseId, row.Identifier));
    }

    private Outcome Refused(Rejection rejection, int row)
    {
        db.ChangeTracker.Clear();
        return new([], false, rejection, row);
    }
}
