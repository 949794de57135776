using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licensing.Data;
using Portal.Licensing.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licensing.Features.Management;

/// <summary>Adds a policy to a product. With an id that exists: the policy that is there.</summary>
internal static class CreatePolicy
{
    /// <param name="ActivationLimit">Null: no limit.</param>
    /// <param name="DurationDays">From issue to expiry; null: never expires.</param>
    /// <param name="MaintenanceDays">From issue to the end of maintenance; null: all releases are covered.</param>
    public sealed record Request(
        Guid? Id, [property: Required, MaxLength(200)] string Name, Guid ProductId,
        [property: Range(1, 1_000_000)] int? ActivationLimit, [property: Range(1, 36_500)] int? DurationDays, [property: Range(0, 3650)] int GraceDays,
        [property: Range(1, 36_500)] int? MaintenanceDays, [property: Range(0, 10_000)] int? MaxMajorVersion,
        [property: MaxLength(64)] string? Environment, [property: MaxLength(64)] string? Edition,
        [property: MaxLength(200)] IReadOnlyList<EntitlementInput?>? Entitlements,
        bool? DownloadBeforeActivation, bool? DownloadAfterExpiry, [property: Url, MaxLength(500)] string? RenewalUrl, TermsInput? Terms);

    public sealed record EntitlementInput([property: Required, MaxLength(64)] string Name, [property: MaxLength(200)] string? Value);

    public sealed record Response(Guid Id, string Name, Guid ProductId);

    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/policies", Handle);
        group.MapGet("/policies", List);
    }

    private static async Task<Results<Created<Response>, Ok<Response>, ProblemHttpResult>> Handle(Request request, LicenseDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (request.Id is { } id && await db.Policies.FindAsync([id], cancellationToken) is { } existing)
            return existing.ProductId == request.ProductId && existing.Name == request.Name ? TypedResults.Ok(View(existing)) : Rejections.IdTaken.ToProblem();
        if (!await db.Products.AnyAsync(product => product.Id == request.ProductId, cancellationToken))
            return Rejections.ProductUnknown.ToProblem();
        var policy = New(request, clock.GetUtcNow());
        db.Policies.Add(policy);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsDuplicate())
        {
            return Rejections.IdTaken.ToProblem();
        }
        return TypedResults.Created((string?)null, View(policy));
    }

    private static async Task<Ok<List<Response>>> List(LicenseDb db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await db.Policies.OrderBy(row => row.Name).Select(row => new Response(row.Id, row.Name, row.ProductId)).ToListAsync(cancellationToken));

    private static Policy New(Request request, DateTimeOffset now) => new()
    {
        Id = request.Id ?? Guid.CreateVersion7(now),
        ProductId = request.ProductId,
        Name = request.Name,
        Edition = request.Edition,
        ActivationLimit = request.ActivationLimit,
        DurationDays = request.DurationDays,
        GraceDays = request.GraceDays,
        MaintenanceDays = request.MaintenanceDays,
        MaxMajorVersion = request.MaxMajorVersion,
        Environment = request.Environment,
        Entitlements = [.. (request.Entitlements ?? []).OfType<EntitlementInput>().Select(entitlement => new Feature(entitlement.Name, entitlement.Value))],
        DownloadBeforeActivation = request.DownloadBeforeActivation ?? true,
        DownloadAfterExpiry = request.DownloadAfterExpiry ?? false,
        RenewalUrl = request.RenewalUrl,
        Terms = request.Terms?.ToTerms() ?? new(),
    };

    private static Response View(Policy policy) => new(policy.Id, policy.Name, policy.ProductId);
}
