using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Contracts.Activations.V1;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Management;

/// <summary>Takes over an activation from another system with its history. Slots stay limited; other verdicts are not asked.</summary>
internal static class ImportActivation
{
    /// <param name="LastSeenAt">Null: never since the activation.</param>
    /// <param name="DeactivatedAt">Null: active; takes a slot.</param>
    /// <param name="DeactivatedBy">Who ended it; the vendor's software unless told.</param>
    /// <param name="OverLimit">It may take a slot that is not there: the limit was lowered after it had been activated.</param>
    public sealed record Request(
        Guid? Id, Guid LicenseId, [property: Required, MaxLength(255)] string Identifier, ActivationKind Kind, [property: MaxLength(255)] string? Name,
        [property: MaxLength(64)] string? Platform, [property: MaxLength(64)] string? AppVersion, [property: MaxLength(64)] string? Ip,
        DateTimeOffset FirstSeenAt, DateTimeOffset? LastSeenAt, DateTimeOffset? DeactivatedAt, DeactivatedBy? DeactivatedBy, bool OverLimit);

    public sealed record Response(Guid Id, Guid LicenseId, DateTimeOffset? DeactivatedAt);

    private sealed record Outcome(bool Created, Activation? Activation, Rejection? Rejection);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/activations", Handle);

    private static async Task<Results<Created<Response>, Ok<Response>, ProblemHttpResult>> Handle(Request request, ActivationDb db, Slots slots, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!Identifier.TryParse(request.Identifier, request.Kind, out var identifier))
            return Rejections.IdentifierInvalid.ToProblem();
        Outcome? outcome;
        try
        {
            outcome = await slots.WithLicense(request.LicenseId, Decide, cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsDuplicate())
        {
            return Rejections.IdTaken.ToProblem();
        }
        return outcome switch
        {
            null => Rejections.LicenseUnknown.ToProblem(),
            { Rejection: { } rejection } => rejection.ToProblem(),
            { Created: true, Activation: { } row } => TypedResults.Created((string?)null, View(row)),
            _ => TypedResults.Ok(View(outcome.Activation!)),
        };

        async Task<Outcome> Decide(LicenseCopy license)
        {
            var id = request.Id ?? Guid.CreateVersion7(clock.GetUtcNow());
            if (await db.Activations.FindAsync([id], cancellationToken) is { } known)
                return known.LicenseId == license.Id && known.Identifier == identifier.Value ? new(false, known, null) : new(false, null, Rejections.IdTaken);
            if (request.DeactivatedAt is null && await slots.ActiveOn(license.Id, identifier.Value, cancellationToken) is { } same)
                return new(false, same, null);
            if (request.DeactivatedAt is null && !request.OverLimit && !license.HasFreeSlot)
                return new(false, null, Rejections.LimitReached(license.UsedSlots, license.Snapshot.ActivationLimit ?? 0));
            var activation = New(request, id, identifier);
            if (request.DeactivatedAt is { } ended)
            {
                activation.Deactivate(request.DeactivatedBy ?? DeactivatedBy.Software, ended.ToUniversalTime());
                db.Activations.Add(activation);
            }
            else
            {
                slots.Take(license, activation);
            }
            return new(true, activation, null);
        }
    }

    private static Response View(Activation row) => new(row.Id, row.LicenseId, row.DeactivatedAt);

    private static Activation New(Request request, Guid id, Identifier identifier) => new()
    {
        Id = id,
        LicenseId = request.LicenseId,
        Kind = identifier.Kind,
        Identifier = identifier.Value,
        Name = request.Name,
        Platform = request.Platform,
        AppVersion = request.AppVersion,
        Ip = request.Ip,
        FirstSeenAt = request.FirstSeenAt.ToUniversalTime(),
        LastSeenAt = request.LastSeenAt?.ToUniversalTime(),
    };
}
