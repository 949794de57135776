using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Validation.Cache;
using Portal.Contracts.Activations.V1;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Management;

/// <summary>A device or domain that no license (or none of a product, or not this one) works on any more, from its next question on.</summary>
internal static class BlockIdentifier
{
    /// <param name="Kind">Default: hardware.</param>
    public sealed record Request(
        Guid? LicenseId,
        Guid? ProductId,
        [property: Required, MaxLength(255)] string Identifier,
        ActivationKind? Kind,
        [property: MaxLength(255)] string? Reason
    );

    public static void Map(RouteGroupBuilder group) => group.MapPost("/blocked-identifiers", Handle);

    private static async Task<Results<Created<BlockedIdentifier>, Ok<BlockedIdentifier>, ProblemHttpResult>> Handle(
        Request request,
        ClaimsPrincipal actor,
        ActivationDb db,
        CacheInvalidation cache,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (!Identifier.TryParse(request.Identifier, request.Kind ?? ActivationKind.Hardware, out var identifier))
            return Rejections.IdentifierInvalid.ToProblem();
        var now = clock.GetUtcNow();
        var blocked = new BlockedIdentifier
        {
            Id = Guid.CreateVersion7(now),
            LicenseId = request.LicenseId,
            ProductId = request.ProductId,
            Identifier = identifier.Value,
            Reason = request.Reason,
            CreatedAt = now,
        };
        try
        {
            db.Blocked.Add(blocked);
            db.Audit.Add(
                AuditRecord.Of(
                    AuditRecord.Blocked,
                    actor.Operator(),
                    now,
                    request.LicenseId,
                    blocked.Id.ToString(),
                    blocked.Identifier
                )
            );
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsDuplicate())
        {
            return TypedResults.Ok(
                await db
                    .Blocked.AsNoTracking()
                    .SingleAsync(
                        row =>
                            row.Identifier == blocked.Identifier
                            && row.LicenseId == blocked.LicenseId
                            && row.ProductId == blocked.ProductId,
                        cancellationToken
                    )
            );
        }
        cache.SharedRowsChanged();
        return TypedResults.Created((string?)null, blocked);
    }
}
