using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Signing;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>The signed license file of a license, or of one of its devices, as a download.</summary>
internal static class GetLicenseFile
{
    private const string ContentType = "application/octet-stream";

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/licenses/{licenseId:guid}/license-file", OfLicense);
        group.MapGet("/activations/{activationId:guid}/license-file", OfDevice);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> OfLicense(Guid licenseId, Caller caller, ActivationDb db, LicenseFiles files, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await db.Licenses.AsNoTracking().VisibleTo(caller).SingleOrDefaultAsync(row => row.Id == licenseId, cancellationToken) is not { } license)
            return Problems.NotFound();
        var product = await db.Products.AsNoTracking().SingleOrDefaultAsync(row => row.Id == license.ProductId, cancellationToken);
        var verdict = Verdicts.DecideLicense(license.Facts(product), clock.GetUtcNow());
        return verdict.Valid ? Download(await files.Write(license, product, null, cancellationToken), product) : Rejections.Refused(verdict).ToProblem();
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> OfDevice(Guid activationId, Caller caller, ActivationDb db, Judge judge, LicenseFiles files, CancellationToken cancellationToken)
    {
        if (await db.BoundFor(caller).SingleOrDefaultAsync(row => row.Activation.Id == activationId, cancellationToken) is not { } bound)
            return Problems.NotFound();
        if (await judge.Look(bound.License.KeyHash, activationId, new Asked(), cancellationToken) is not { } finding)
            return Problems.NotFound();
        return finding.Verdict.Valid
            ? Download(await files.Write(bound.License, bound.Product, bound.Activation, cancellationToken), bound.Product)
            : Rejections.Refused(finding.Verdict).ToProblem();
    }

    private static FileContentHttpResult Download(LicenseFiles.Written file, ProductCopy? product) =>
        TypedResults.File(Encoding.ASCII.GetBytes(file.Text), ContentType, $"{product?.Slug ?? "license"}.lic");
}
