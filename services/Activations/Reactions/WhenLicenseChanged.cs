using MassTransit;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Contracts.Licensing.V1;
using Portal.Messaging;
using Portal.Rules;

namespace Portal.Activations.Reactions;

/// <summary>Keeps the news; what jumps is read again from License, whose answer counts.</summary>
internal sealed class WhenLicenseChanged(ActivationDb db, FactOwner owner) : IConsumer<Batch<LicenseChanged>>
{
    public Task Consume(ConsumeContext<Batch<LicenseChanged>> context) =>
        context.HandleBatch(licenses => Keep(licenses, context.CancellationToken));

    private async Task Keep(IReadOnlyList<LicenseChanged> licenses, CancellationToken cancellationToken)
    {
        var ids = licenses.Select(license => license.LicenseId).ToArray();
        var known = await db
            .Licenses.Where(copy => ids.Contains(copy.Id))
            .Select(copy => new
            {
                copy.Id,
                copy.Version,
                copy.Snapshot,
            })
            .ToDictionaryAsync(copy => copy.Id, cancellationToken);
        var doubtful = licenses.Where(IsDoubtful).ToList();
        await db.Upsert([.. licenses.Except(doubtful)], Source.Event, cancellationToken);
        if (doubtful.Count == 0)
            return;
        var answer = await owner.Ask<LicenseChanged>(
            Copies.License,
            "licenses",
            doubtful.Select(license => license.LicenseId).Distinct(),
            cancellationToken
        );
        await db.Upsert(answer.Items, Source.Owner, cancellationToken);

        bool IsDoubtful(LicenseChanged license)
        {
            var copy = known.GetValueOrDefault(license.LicenseId);
            return FactJump.IsDoubtful(
                copy?.Version,
                copy?.Snapshot.RevokedAt is not null,
                license.Version,
                license.RevokedAt is not null
            );
        }
    }
}
