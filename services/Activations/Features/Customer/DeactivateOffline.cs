using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Signing;
using Portal.Activations.Slots;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>
/// Deactivates a device without a network whose program proves that it has its license file. That it removed it cannot be proven, so
/// the slot is free when the file ends; it counts for the quota.
/// </summary>
internal static class DeactivateOffline
{
    /// <param name="RequestFile">What the program wrote, as text.</param>
    public sealed record Request([property: Required, MaxLength(16_384)] string RequestFile);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/offline-deactivations", Handle);

    private static async Task<Results<Ok<ActivationRow>, ProblemHttpResult>> Handle(
        Request request,
        Caller caller,
        ActivationDb db,
        RemoteDeactivation remote,
        LicenseFiles files,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (
            !OfflineRequest.TryParse(request.RequestFile, out var offline)
            || offline is not { ActivationId: { } activationId, RemovedAt: { } removedAt, Proof: { } proof }
        )
            return Rejections.OfflineRequestInvalid.ToProblem();
        var mine = db.ActivationsVisibleTo(caller).Where(row => row.Activation.Id == activationId);
        if (
            await mine.Select(row => (Guid?)row.License.Id).SingleOrDefaultAsync(cancellationToken) is not { } licenseId
        )
            return Problems.NotFound();
        if (!files.IsProof(activationId, removedAt, proof))
            return Rejections.ProofInvalid.ToProblem();
        var rejection = await remote.DeactivateByProof(licenseId, activationId, caller, cancellationToken);
        if (rejection is not null)
            return rejection.ToProblem();
        return TypedResults.Ok(ActivationRow.Of(await mine.SingleAsync(cancellationToken), clock.GetUtcNow()));
    }
}
