using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Licensing.Data;
using Portal.Licensing.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licensing.Features.Management;

/// <summary>Issues up to 5,000 licenses, all or none. The same batch again: the licenses that are there.</summary>
internal static class IssueBatch
{
    private const int Most = 5000;

    /// <param name="AccountId">Owner of those that name none.</param>
    /// <param name="Licenses">Which; or instead</param>
    /// <param name="Count">how many.</param>
    public sealed record Request(Guid PolicyId, Guid? AccountId, [property: MaxLength(Most)] IReadOnlyList<LicenseInput?>? Licenses, [property: Range(1, Most)] int? Count)
    {
        internal string Hash() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, Wire.Options)));

        internal IEnumerable<LicenseInput> Inputs() => (Licenses?.OfType<LicenseInput>() ?? Enumerable.Repeat(new LicenseInput(), Count ?? 0))
            .Select(input => input with { AccountId = input.AccountId ?? AccountId });
    }

    public sealed record Response(IReadOnlyList<ManagedLicense> Items);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/licenses/batches/{batchId:guid}", Handle);

    private static async Task<Results<Created<Response>, Ok<Response>, ProblemHttpResult>> Handle(
        Guid batchId, Request request, Actor actor, LicenseDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await db.Policies.FindAsync([request.PolicyId], cancellationToken) is not { } policy)
            return Rejections.PolicyUnknown.ToProblem();
        var product = (await db.Products.FindAsync([policy.ProductId], cancellationToken))!;
        if (await Existing() is { } existing)
            return await Again(existing);
        if (request.Licenses is null == request.Count is null || request.Licenses?.Count == 0)
            return Rejections.LicensesOrCount.ToProblem();
        if (Issue(request, policy, now, out var licenses) is { } refusal)
            return refusal.ToProblem();

        var batch = new Batch { Id = batchId, ContentHash = request.Hash(), LicenseIds = [.. licenses.Select(license => license.Id)], At = now };
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            // First, so that the same batch at the same time waits here and then finds this one.
            db.Batches.Add(batch);
            await db.SaveChangesAsync(cancellationToken);
            await LicenseCopy.Insert(db, licenses, actor, now, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsDuplicate())
        {
            db.ChangeTracker.Clear();
            return await Again((await Existing())!);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return (taken.ConstraintName?.Contains("key_hash", StringComparison.Ordinal) is true ? Rejections.KeyTaken : Rejections.IdTaken).ToProblem();
        }
        return TypedResults.Created((string?)null, View(licenses));

        Task<Batch?> Existing() => db.Batches.AsNoTracking().SingleOrDefaultAsync(row => row.Id == batchId, cancellationToken);
        Response View(IEnumerable<License> rows) => new([.. rows.Select(license => ManagedLicense.Of(license, product, now))]);

        async Task<Results<Created<Response>, Ok<Response>, ProblemHttpResult>> Again(Batch known)
        {
            if (known.ContentHash != request.Hash())
                return Rejections.OtherContent.ToProblem();
            var rows = await db.Licenses.AsNoTracking().Where(license => known.LicenseIds.Contains(license.Id)).ToDictionaryAsync(license => license.Id, cancellationToken);
            return TypedResults.Ok(View(known.LicenseIds.Select(id => rows[id])));
        }
    }

    private static Rejection? Issue(Request request, Policy policy, DateTimeOffset now, out List<License> licenses)
    {
        licenses = [];
        foreach (var input in request.Inputs())
        {
            if (!input.ReadKey(policy, out var key))
                return Rejections.KeyTooWeak;
            var terms = input.ToTerms();
            if (terms.Refusal is { } refusal)
                return refusal;
            licenses.Add(License.Issue(policy, key, terms, now));
        }
        var isDistinct = licenses.DistinctBy(license => license.Id).Count() == licenses.Count && licenses.DistinctBy(license => license.KeyHash).Count() == licenses.Count;
        return isDistinct ? null : Rejections.KeyTwice;
    }
}
