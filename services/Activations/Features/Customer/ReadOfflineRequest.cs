using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Signing;
using Portal.Activations.Slots;
using Portal.Activations.Validation;
using Portal.Contracts.Activations.V1;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>What a request file would do, refusals too, before the customer decides. Dry run.</summary>
internal static class ReadOfflineRequest
{
    /// <param name="RequestFile">What the program wrote, as text.</param>
    public sealed record Request([property: Required, MaxLength(16_384)] string RequestFile);

    /// <param name="Changes">False: the device has its slot, or has given it back, already.</param>
    public sealed record Response(
        Purpose Purpose,
        bool Changes,
        Guid LicenseId,
        string MaskedKey,
        ProductRef Product,
        ActivationKind Kind,
        string? Name,
        string Identifier,
        int UsedSlots,
        int? ActivationLimit
    );

    public enum Purpose
    {
        Activate,
        Deactivate,
    }

    public static void Map(RouteGroupBuilder group) => group.MapPost("/offline-requests", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Request request,
        Caller caller,
        ActivationDb db,
        ActivationDecision decision,
        LicenseFiles files,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (!OfflineRequest.TryParse(request.RequestFile, out var offline))
            return Rejections.OfflineRequestInvalid.ToProblem();
        return offline is { ActivationId: { } activationId, RemovedAt: { } removedAt, Proof: { } proof }
            ? await ReadRemoval(
                activationId,
                () => files.IsProof(activationId, removedAt, proof),
                caller,
                db,
                clock,
                cancellationToken
            )
            : await ReadActivation(offline, caller, db, decision, cancellationToken);
    }

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> ReadRemoval(
        Guid activationId,
        Func<bool> isProven,
        Caller caller,
        ActivationDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (
            await db.ActivationsVisibleTo(caller)
                .SingleOrDefaultAsync(row => row.Activation.Id == activationId, cancellationToken)
            is not { } bound
        )
            return Problems.NotFound();
        if (!isProven())
            return Rejections.ProofInvalid.ToProblem();
        var quota = await db.Quota(bound.License, clock.GetUtcNow(), cancellationToken);
        return bound.Activation.DeactivatedAt is not null || quota.Allows(1)
            ? TypedResults.Ok(
                Show(
                    Purpose.Deactivate,
                    bound.Activation.DeactivatedAt is null,
                    bound.License,
                    bound.Product,
                    bound.Activation
                )
            )
            : Rejections.QuotaReached(quota).ToProblem();
    }

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> ReadActivation(
        OfflineRequest offline,
        Caller caller,
        ActivationDb db,
        ActivationDecision decision,
        CancellationToken cancellationToken
    )
    {
        if (offline.ToActivationRequest() is not { } activationRequest)
            return Rejections.OfflineRequestInvalid.ToProblem();
        var hash = await db.StoredHash(TypedKey.Of(offline.Key!), cancellationToken);
        if (
            await db
                .Licenses.AsNoTracking()
                .VisibleTo(caller)
                .SingleOrDefaultAsync(row => row.KeyHash == hash, cancellationToken)
            is not { } license
        )
            return Problems.NotFound();
        if (!license.Terms.OfflineActivation)
            return Rejections.OfflineNotAllowed.ToProblem();
        var result = await decision.Preview(license, activationRequest, cancellationToken);
        return result.Is(out var admitted, out var rejection)
            ? TypedResults.Ok(Show(Purpose.Activate, admitted.IsNew, license, admitted.Product!, admitted.Activation))
            : rejection.ToProblem();
    }

    private static Response Show(
        Purpose purpose,
        bool changes,
        LicenseCopy license,
        ProductCopy product,
        Activation activation
    ) =>
        new(
            purpose,
            changes,
            license.Id,
            LicenseKeyHash.Mask(license.Snapshot.KeyHint),
            new(product.Id, product.Slug, product.Name),
            activation.Kind,
            activation.Name,
            activation.Identifier,
            license.UsedSlots,
            license.Snapshot.ActivationLimit
        );
}
