using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;

namespace Portal.Licenses.Features.Management;

/// <summary>Replaces the vendor's notes about a license.</summary>
internal static class ChangeMetadata
{
    public sealed record Request([property: MaxLength(50)] IReadOnlyList<MetadataInput?> Metadata);

    public static void Map(RouteGroupBuilder group) => group.MapPut("/licenses/{licenseId:guid}/metadata", Handle);

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
            LicenseAction.ChangeMetadata,
            actor,
            (license, now) => license.Note(request.Metadata.ToItems(), now),
            detail: null,
            cancellationToken
        );
        return await ManagedLicense.Answer(result, db, clock, cancellationToken);
    }
}
