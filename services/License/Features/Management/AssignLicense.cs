using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licensing.Data;
using Portal.Licensing.Domain;

namespace Portal.Licensing.Features.Management;

/// <summary>Gives a license to an account and to members of it. A license that has an owner keeps it.</summary>
internal static class AssignLicense
{
    public sealed record Request(
        [property: Required] Guid? AccountId,
        [property: MaxLength(1000)] IReadOnlyList<Guid>? AssigneeIds
    );

    public static void Map(RouteGroupBuilder group) => group.MapPost("/licenses/{licenseId:guid}/assign", Handle);

    private static async Task<Results<Ok<ManagedLicense>, ProblemHttpResult>> Handle(
        Guid licenseId,
        Request request,
        Actor actor,
        LicenseMoves moves,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var outcome = await moves.Make(
            licenseId,
            Move.Assign,
            actor,
            (license, now) => license.Assign(request.AccountId!.Value, request.AssigneeIds ?? [], now),
            detail: null,
            cancellationToken
        );
        return await ManagedLicense.Answer(outcome, db, clock, cancellationToken);
    }
}
