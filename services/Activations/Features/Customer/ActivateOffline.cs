using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Slots;
using Portal.Activations.Validation;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>Activates a device that has no network: its request file in, its license file out. Where the license's terms allow it.</summary>
internal static class ActivateOffline
{
    /// <param name="RequestFile">What the program wrote, as text.</param>
    public sealed record Request([property: Required, MaxLength(16_384)] string RequestFile);

    public sealed record Response(Guid ActivationId, Guid LicenseId, string LicenseFile, DateTimeOffset ExpiresAt);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/offline-activations", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Request request,
        Caller caller,
        ActivationDb db,
        SlotTransaction slots,
        ActivationDecision decision,
        FileHandout handout,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (
            !OfflineRequest.TryParse(request.RequestFile, out var offline)
            || offline.ToActivationRequest() is not { } activationRequest
        )
            return Rejections.OfflineRequestInvalid.ToProblem();
        var hash = await db.StoredHash(TypedKey.Of(offline.Key!), cancellationToken);
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
        return result.Is(out var response, out var rejection) ? TypedResults.Ok(response) : rejection.ToProblem();

        async Task<Result<Response>> Decide(LicenseCopy license)
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
            var file = await handout.Give(
                license,
                admitted.Product,
                admitted.Activation,
                caller.UserId.ToString(),
                new(Offline: true, Nonce: offline.Nonce),
                cancellationToken
            );
            return new Response(admitted.Activation.Id, licenseId, file.Text, file.ExpiresAt);
        }
    }
}
