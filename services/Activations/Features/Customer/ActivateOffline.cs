using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Signing;
using Portal.Activations.Slots;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>Activates a device that has no network: its request file in, its license file out. Where the license's terms allow it.</summary>
internal static class ActivateOffline
{
    /// <param name="RequestFile">What the program wrote, as text.</param>
    public sealed record Request([property: Required, MaxLength(16_384)] string RequestFile);

    public sealed record Response(Guid ActivationId, Guid LicenseId, string LicenseFile, DateTimeOffset ExpiresAt);

    private sealed record Decided(Admitted Admitted, LicenseCopy License);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/offline-activations", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Request request,
        Caller caller,
        ActivationDb db,
        SlotTransaction slots,
        ActivationDecision decision,
        LicenseFiles files,
        LicenseFileAudit audit,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (
            !OfflineRequest.TryParse(request.RequestFile, out var offline)
            || offline.ToActivationRequest() is not { } activationRequest
        )
            return Rejections.OfflineRequestInvalid.ToProblem();
        var hash = LicenseKeyHash.Of(offline.Key!);
        if (
            await db
                .Licenses.VisibleTo(caller)
                .Where(row => row.KeyHash == hash)
                .Select(row => (Guid?)row.Id)
                .SingleOrDefaultAsync(cancellationToken)
            is not { } licenseId
        )
            return Problems.NotFound();

        var result = await slots.WithLicenses([licenseId], licenses => Decide(licenses.Single()), cancellationToken);
        if (!result.Is(out var decided, out var rejection))
            return rejection.ToProblem();
        var (activation, product) = (decided.Admitted.Activation, decided.Admitted.Product);
        var file = await files.Write(decided.License, product, activation, cancellationToken, nonce: offline.Nonce);
        await audit.Record(licenseId, activation.Id, caller.UserId.ToString(), file.ExpiresAt, cancellationToken);
        return TypedResults.Ok(new Response(activation.Id, licenseId, file.Text, file.ExpiresAt));

        async Task<Result<Decided>> Decide(LicenseCopy license)
        {
            if (!license.Terms.OfflineActivation)
                return Rejections.OfflineNotAllowed;
            var result = await decision.Admit(license, activationRequest, cancellationToken);
            if (!result.Is(out var admitted, out var rejection))
                return rejection;
            if (admitted.IsNew)
                db.Audit.Add(
                    AuditRecord.Of(
                        AuditRecord.ActivatedOffline,
                        caller.UserId.ToString(),
                        clock.GetUtcNow(),
                        licenseId,
                        admitted.Activation.Id.ToString()
                    )
                );
            return new Decided(admitted, license);
        }
    }
}
