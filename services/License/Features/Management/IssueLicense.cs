using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licensing.Data;
using Portal.Licensing.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licensing.Features.Management;

/// <summary>Issues a license from a policy. With an id that exists: the license that is there, if key and policy are the same.</summary>
internal static class IssueLicense
{
    /// <param name="Key">Made here unless given (an import).</param>
    /// <param name="ActivationLimit">Instead of the policy's.</param>
    public sealed record Request(
        Guid? Id, Guid PolicyId, [property: MaxLength(128)] string? Key, Guid? AccountId, [property: MaxLength(1000)] IReadOnlyList<Guid>? AssigneeIds,
        DateTimeOffset? IssuedAt, DateTimeOffset? ExpiresAt, [property: Range(1, 1_000_000)] int? ActivationLimit, DateTimeOffset? MaintenanceEndsAt);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/licenses", Handle);

    private static async Task<Results<Created<ManagedLicense>, Ok<ManagedLicense>, ProblemHttpResult>> Handle(
        Request request, ClaimsPrincipal actor, LicenseDb db, LicenseMoves moves, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await db.Policies.FindAsync([request.PolicyId], cancellationToken) is not { } policy)
            return Rejections.PolicyUnknown.ToProblem();
        if (!ReadKey(request.Key, out var key))
            return Rejections.KeyTooWeak.ToProblem();
        if (request.AssigneeIds is { Count: > 0 } && request.AccountId is null)
            return Rejections.AssigneesNeedAnOwner.ToProblem();
        var product = (await db.Products.FindAsync([policy.ProductId], cancellationToken))!;
        if (await Existing() is { } existing)
            return IsSame(existing) ? TypedResults.Ok(ManagedLicense.Of(existing, product, now)) : Rejections.IdTaken.ToProblem();

        var license = License.Issue(policy, key, Terms(request), now);
        db.Licenses.Add(license);
        moves.Record(license, "issued", actor, before: null, detail: policy.Name, now);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsDuplicate())
        {
            db.ChangeTracker.Clear();
            return await Existing() is { } rival && IsSame(rival) ? TypedResults.Ok(ManagedLicense.Of(rival, product, now)) : Rejections.KeyTaken.ToProblem();
        }
        return TypedResults.Created((string?)null, ManagedLicense.Of(license, product, now));

        async Task<License?> Existing() => request.Id is { } id ? await db.Licenses.FindAsync([id], cancellationToken) : null;
        bool IsSame(License known) => known.PolicyId == policy.Id && (request.Key is null || known.KeyHash == key.Hash);
    }

    private static bool ReadKey(string? text, out LicenseKey key)
    {
        key = LicenseKey.New();
        return text is null || LicenseKey.TryParse(text, out key);
    }

    private static Issuing Terms(Request request) => new()
    {
        Id = request.Id,
        AccountId = request.AccountId,
        AssigneeIds = request.AssigneeIds ?? [],
        IssuedAt = request.IssuedAt?.ToUniversalTime(),
        ExpiresAt = request.ExpiresAt?.ToUniversalTime(),
        ActivationLimit = request.ActivationLimit,
        MaintenanceEndsAt = request.MaintenanceEndsAt?.ToUniversalTime(),
    };
}
