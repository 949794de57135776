using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Slots;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>The signed license file of a license as a download. It tells about the license; a device gets its own from its program or offline.</summary>
internal static class GetLicenseFile
{
    private const string ContentType = "application/octet-stream";

    public static void Map(RouteGroupBuilder group) =>
        group
            .MapGet("/licenses/{licenseId:guid}/license-file", Handle)
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Handle(
        Guid licenseId,
        Caller caller,
        ActivationDb db,
        FileHandout handout,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (
            await db
                .Licenses.AsNoTracking()
                .VisibleTo(caller)
                .SingleOrDefaultAsync(row => row.Id == licenseId, cancellationToken)
            is not { } license
        )
            return Problems.NotFound();
        var product = await db
            .Products.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == license.ProductId, cancellationToken);
        var verdict = Verdicts.DecideLicense(license.Facts(product), clock.GetUtcNow());
        if (!verdict.Valid)
            return Rejections.Refused(verdict).ToProblem();
        var given = await handout.Give(
            licenseId,
            activationId: null,
            caller.UserId.ToString(),
            new(Offline: true),
            cancellationToken
        );
        if (!given.Is(out var file, out var rejection))
            return rejection.ToProblem();
        return TypedResults.File(Encoding.ASCII.GetBytes(file.Text), ContentType, $"{product?.Slug ?? "license"}.lic");
    }
}
