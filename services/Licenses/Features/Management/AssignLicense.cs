using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;

namespace Portal.Licenses.Features.Management;

/// <summary>Gives a license to an account and to members of it. A license that has an owner keeps it.</summary>
internal static class AssignLicense
{
    public sealed record Request(Guid AccountId, [property: MaxLength(1000)] IReadOnlyList<Guid>? AssigneeIds);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/licenses/{licenseId:guid}/assign", Handle);

    private static async Task<Results<Ok<ManagedLicense>, ProblemHttpResult>> Handle(
        Guid licenseId,
        Request request,
        Actor actor,
        LicenseActions actions,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var result = await actions.Make(
            licenseId,
            LicenseAction.Assign,
            actor,
            (license, now) => license.Assign(request.AccountId, request.AssigneeIds ?? [], now),
            detail: null,
            cancellationToken
        );
        return await ManagedLicense.Answer(result, db, clock, cancellationToken);
    }
}
