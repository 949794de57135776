using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Slots;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Management;

/// <summary>Imports activations, all or none. The slot limit holds; other verdicts are not checked. Existing activations stay as they are.</summary>
internal sealed class ActivationImport(ActivationDb db, SlotTransaction slots, TimeProvider clock)
{
    private const string Row = "row";

    /// <param name="Activations">One for each input, in order.</param>
    /// <param name="IsNew">At least one of them is new.</param>
    public sealed record Imported(IReadOnlyList<Activation> Activations, bool IsNew);

    private readonly record struct Sent(
        ActivationInput Input,
        Guid Id,
        Identifier Identifier,
        Fingerprint? Fingerprint
    );

    /// <summary>A rejection has the fact <c>row</c>: which one was rejected, counted from 0.</summary>
    /// <param name="actor">For the audit record.</param>
    public async Task<Result<Imported>> Import(
        IReadOnlyList<ActivationInput> inputs,
        string actor,
        CancellationToken cancellationToken
    )
    {
        var sent = new List<Sent>(inputs.Count);
        foreach (var input in inputs)
        {
            if (!Identifier.TryParse(input.Identifier, input.Kind, out var identifier))
                return Rejections.IdentifierInvalid.With(Row, sent.Count);
            if (!Fingerprint.TryReadStored(input.Fingerprint, out var fingerprint))
                return Rejections.FingerprintInvalid.With(Row, sent.Count);
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
            db.ChangeTracker.Clear();
            return Rejections.IdTaken.With(Row, 0);
        }
    }

    private async Task<Result<Imported>> Decide(
        List<Sent> all,
        string actor,
        Dictionary<Guid, LicenseCopy> licenses,
        CancellationToken cancellationToken
    )
    {
        if (all.FindIndex(row => !licenses.ContainsKey(row.Input.LicenseId)) is var unknown and >= 0)
            return Rejections.LicenseUnknown.With(Row, unknown);
        all = all.ConvertAll(row =>
            row with
            {
                Identifier = row.Identifier.Under(licenses[row.Input.LicenseId].Terms),
            }
        );
        var ids = all.Select(row => row.Id).ToList();
        var existing = await db
            .Activations.Where(row => ids.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, cancellationToken);
        var active = await Active(all, cancellationToken);
        var used = licenses.ToDictionary(license => license.Key, license => license.Value.UsedSlots);
        var (imported, added) = (new List<Activation>(all.Count), new List<Activation>());
        foreach (var (input, id, identifier, fingerprint) in all)
        {
            var (license, same) = (licenses[input.LicenseId], existing.GetValueOrDefault(id));
            if (same is not null && (same.LicenseId != license.Id || same.Identifier != identifier.Value))
                return Rejections.IdTaken.With(Row, imported.Count);
            if (same is null && input.DeactivatedAt is null)
                active.TryGetValue((license.Id, identifier.Value), out same);
            if (same is null)
            {
                same = input.ToActivation(id, identifier, fingerprint, license);
                if (same is { DeactivatedAt: null, Uncounted: false })
                {
                    var limit = license.Snapshot.ActivationLimit;
                    if (input.OverLimit is not true && used[license.Id] >= limit)
                        return Rejections
                            .LimitReached(used[license.Id], limit.Value, freeAgainAt: null)
                            .With(Row, imported.Count);
                    used[license.Id]++;
                }
                existing.Add(id, same);
                if (same.DeactivatedAt is null)
                    active.Add((license.Id, same.Identifier), same);
                added.Add(same);
            }
            imported.Add(same);
        }
        added.ForEach(activation => Add(activation, licenses[activation.LicenseId], actor));
        return new Imported(imported, added.Count > 0);
    }

    private void Add(Activation activation, LicenseCopy license, string actor)
    {
        db.Audit.Add(
            AuditRecord.Of(AuditRecord.Imported, actor, clock.GetUtcNow(), license.Id, activation.Id.ToString())
        );
        if (activation.DeactivatedAt is null)
            slots.Take(license, activation);
        else
            db.Activations.Add(activation);
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
        // By pairs: two IN lists would match every license with every identifier.
        var rows = await db
            .Activations.FromSql(
                $"""
                SELECT * FROM activations WHERE deactivated_at IS NULL AND (license_id, identifier) IN (SELECT license_id, identifier FROM unnest({licenses}, {identifiers}) AS sent (license_id, identifier))
                """
            )
            .ToListAsync(cancellationToken);
        return rows.ToDictionary(row => (row.LicenseId, row.Identifier));
    }
}
