using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Management;

/// <summary>Issues a batch of licenses in one transaction, all or none; the same batch again is answered with the licenses that are there.</summary>
internal sealed class LicenseBatches(LicenseDb db, VendorTime vendor, TimeProvider clock)
{
    /// <param name="IsNew">They were issued just now.</param>
    public sealed record Issued(IReadOnlyList<ManagedLicense> Items, bool IsNew);

    public async Task<Result<Issued>> Issue(
        Guid batchId,
        LicenseBatch request,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        if (await db.Policies.FindAsync([request.PolicyId], cancellationToken) is not { } policy)
            return Rejections.PolicyUnknown;
        var product = (await db.Products.FindAsync([policy.ProductId], cancellationToken))!;
        if (await Existing() is { } existing)
            return await Again(existing);
        if (request.Licenses is null == request.Count is null || request.Licenses?.Count == 0)
            return Rejections.LicensesOrCount;
        if (New(request, policy, now, out var licenses) is { } refusal)
            return refusal;

        var batch = new Batch
        {
            Id = batchId,
            ContentHash = request.Hash(),
            LicenseIds = [.. licenses.Select(license => license.Id)],
            At = now,
        };
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            // Inserted first: a concurrent request of the same batch blocks on this row and then finds the batch.
            db.Batches.Add(batch);
            await db.SaveChangesAsync(cancellationToken);
            await BulkInsert.Insert(db, licenses, actor, now, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsDuplicate())
        {
            db.ChangeTracker.Clear();
            return await Again((await Existing())!);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return taken.ConstraintName?.Contains("key_hash", StringComparison.Ordinal) is true
                ? Rejections.KeyTaken
                : Rejections.IdTaken;
        }
        return new Issued(View(licenses), IsNew: true);

        Task<Batch?> Existing() =>
            db.Batches.AsNoTracking().SingleOrDefaultAsync(row => row.Id == batchId, cancellationToken);
        List<ManagedLicense> View(IEnumerable<License> rows) =>
            [.. rows.Select(license => ManagedLicense.Of(license, product, now))];

        async Task<Result<Issued>> Again(Batch stored)
        {
            if (stored.ContentHash != request.Hash())
                return Rejections.OtherContent;
            var rows = await db
                .Licenses.AsNoTracking()
                .Where(license => stored.LicenseIds.Contains(license.Id))
                .ToDictionaryAsync(license => license.Id, cancellationToken);
            return new Issued(View(stored.LicenseIds.Select(id => rows[id])), IsNew: false);
        }
    }

    private Rejection? New(LicenseBatch request, Policy policy, DateTimeOffset now, out List<License> licenses)
    {
        licenses = [];
        foreach (var input in request.Inputs())
        {
            if (!input.ReadKey(policy, out var key))
                return Rejections.KeyTooWeak;
            var terms = input.ToTerms(vendor);
            if (terms.Refusal(now) is { } refusal)
                return refusal;
            licenses.Add(License.Issue(policy, key, terms, now));
        }
        var isDistinct =
            licenses.DistinctBy(license => license.Id).Count() == licenses.Count
            && licenses.DistinctBy(license => license.Key.ToUpperInvariant()).Count() == licenses.Count;
        return isDistinct ? null : Rejections.KeyTwice;
    }
}
