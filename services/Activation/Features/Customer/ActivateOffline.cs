using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Signing;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>Activates a device that has no network: its request file in, its license file out. Where the license's terms allow it.</summary>
internal static class ActivateOffline
{
    /// <param name="RequestFile">What the program wrote, as text.</param>
    public sealed record Request([property: Required, MaxLength(16_384)] string RequestFile);

    public sealed record Response(Guid ActivationId, Guid LicenseId, string LicenseFile, DateTimeOffset ExpiresAt);

    private sealed record Outcome(Admitted? Admitted, LicenseCopy License, Rejection? Refusal);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/offline-activations", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Request request,
        Caller caller,
        ActivationDb db,
        Slots slots,
        Admission admission,
        LicenseFiles files,
        GivenFiles given,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (!OfflineRequest.TryParse(request.RequestFile, out var asked) || asked.Candidate() is not { } candidate)
            return Rejections.OfflineRequestInvalid.ToProblem();
        var hash = LicenseKeyHash.Of(asked.Key!);
        if (
            await db
                .Licenses.VisibleTo(caller)
                .Where(row => row.KeyHash == hash)
                .Select(row => (Guid?)row.Id)
                .SingleOrDefaultAsync(cancellationToken)
            is not { } licenseId
        )
            return Problems.NotFound();

        var outcome = (await slots.WithLicense(licenseId, Decide, cancellationToken))!;
        if ((outcome.Refusal ?? outcome.Admitted?.Refusal) is { } refusal)
            return refusal.ToProblem();
        var (activation, product) = (outcome.Admitted!.Activation!, outcome.Admitted.Product);
        var file = await files.Write(outcome.License, product, activation, cancellationToken, nonce: asked.Nonce);
        await given.Record(licenseId, activation.Id, caller.UserId.ToString(), file.ExpiresAt, cancellationToken);
        return TypedResults.Ok(new Response(activation.Id, licenseId, file.Text, file.ExpiresAt));

        async Task<Outcome> Decide(LicenseCopy license)
        {
            if (!license.Terms.OfflineActivation)
                return new(null, license, Rejections.OfflineNotAllowed);
            var admitted = await admission.Admit(license, candidate, cancellationToken);
            if (admitted is { New: true, Activation: { } made })
                db.Audit.Add(
                    AuditRecord.Of(
                        AuditRecord.ActivatedOffline,
                        caller.UserId.ToString(),
                        clock.GetUtcNow(),
                        licenseId,
                        made.Id.ToString()
                    )
                );
            return new(admitted, license, null);
        }
    }
}
