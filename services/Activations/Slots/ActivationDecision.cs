using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Validation;
using Portal.Contracts.Activations.V1;
using Portal.Contracts.Licensing.V1;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Slots;

/// <summary>A device or domain that wants to be activated, whatever the protocol it speaks.</summary>
internal sealed record ActivationRequest
{
    public Identifier? Identifier { get; init; }
    public Fingerprint? Fingerprint { get; init; }
    public string? Product { get; init; }
    public string? Name { get; init; }
    public string? Platform { get; init; }
    public string? Version { get; init; }
    public string? Ip { get; init; }
}

/// <param name="IsNew">False: the device was active before.</param>
/// <param name="LastIp">Where the license was activated from the last time before.</param>
internal sealed record Admitted(Activation Activation, ProductCopy? Product, bool IsNew, string? LastIp);

/// <summary>Decides an activation of a locked license, and takes the slot.</summary>
internal sealed class ActivationDecision(
    ActivationDb db,
    SlotTransaction slots,
    ThrottledEvents events,
    ActivationMetrics metrics,
    TimeProvider clock
)
{
    public async Task<Result<Admitted>> Admit(
        LicenseCopy license,
        ActivationRequest activationRequest,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var result = await Preview(license, activationRequest, cancellationToken);
        slots.WhenCommitted(() => metrics.Decided(result));
        if (!result.Is(out var admitted, out var rejection))
        {
            var identifier = IdentifierOf(license, activationRequest)?.Value;
            await events.Refused(license, rejection.Code, identifier, now, cancellationToken);
        }
        else if (admitted.IsNew)
        {
            slots.Take(license, admitted.Activation);
            await events.LookForUnusual(license, admitted.Activation, admitted.LastIp, now, cancellationToken);
        }
        else
        {
            admitted.Activation.UpdateFingerprint(activationRequest.Fingerprint);
        }
        return result;
    }

    /// <summary>Dry run of <see cref="Admit"/>; no side effects.</summary>
    public async Task<Result<Admitted>> Preview(
        LicenseCopy license,
        ActivationRequest activationRequest,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var identifier = IdentifierOf(license, activationRequest);
        var version = activationRequest.Version is { } text ? ReleaseCopy.Normal(text) : null;
        var known = await Known(db, license.Id, license.ProductId, identifier?.Value, version, cancellationToken);
        if (Refusal(license, known, activationRequest, identifier, now) is { } refusal)
            return refusal;
        if ((known.Same ?? await SimilarDevices(license, activationRequest.Fingerprint, cancellationToken)) is { } same)
            return new Admitted(same, known.Product, IsNew: false, known.LastIp);
        var activation = New(license, activationRequest, identifier!.Value, now);
        return activation.Uncounted || license.HasFreeSlot
            ? new Admitted(activation, known.Product, IsNew: true, known.LastIp)
            : Rejections.LimitReached(license.UsedSlots, license.Snapshot.ActivationLimit ?? 0);
    }

    private static Identifier? IdentifierOf(LicenseCopy license, ActivationRequest activationRequest) =>
        activationRequest.Identifier?.Under(license.Terms)
        ?? (activationRequest.Fingerprint is { } machine ? Identifier.Of(machine) : null);

    /// <param name="ReleasedAt">When the version of the program was released; null: not known.</param>
    /// <param name="Same">What is active on the identifier.</param>
    private sealed record Facts(
        ProductCopy? Product,
        DateTimeOffset? ReleasedAt,
        bool Blocked,
        Activation? Same,
        string? LastIp
    );

    /// <summary>Everything in one question.</summary>
    private static readonly Func<ActivationDb, Guid, Guid, string?, string?, CancellationToken, Task<Facts>> Known =
        EF.CompileAsyncQuery(
            (
                ActivationDb db,
                Guid licenseId,
                Guid productId,
                string? identifier,
                string? version,
                CancellationToken _
            ) =>
                db
                    .Licenses.Where(row => row.Id == licenseId)
                    .Select(row => new Facts(
                        db.Products.FirstOrDefault(product => product.Id == productId),
                        db.Releases.Where(release => release.ProductId == productId && release.Version == version)
                            .Min(release => (DateTimeOffset?)release.ReleasedAt),
                        db.Blocked.Any(blocked =>
                            blocked.Identifier == identifier
                            && (
                                blocked.LicenseId == licenseId
                                || (
                                    blocked.LicenseId == null
                                    && (blocked.ProductId == productId || blocked.ProductId == null)
                                )
                            )
                        ),
                        db.Activations.FirstOrDefault(active =>
                            active.LicenseId == licenseId
                            && active.Identifier == identifier
                            && active.DeactivatedAt == null
                        ),
                        db.Activations.Where(last => last.LicenseId == licenseId)
                            .OrderByDescending(last => last.FirstSeenAt)
                            .Select(last => last.Ip)
                            .FirstOrDefault()
                    ))
                    .Single()
        );

    private static Rejection? Refusal(
        LicenseCopy license,
        Facts known,
        ActivationRequest activationRequest,
        Identifier? identifier,
        DateTimeOffset now
    )
    {
        var verdict = Verdicts.DecideActivation(
            new Question
            {
                License = license.Facts(known.Product),
                Now = now,
                Product = activationRequest.Product,
                Version = activationRequest.Version,
                VersionReleasedAt = known.ReleasedAt,
                Identifier = identifier?.Value,
                IdentifierBlocked = known.Blocked,
            }
        );
        return !verdict.Valid ? Rejections.Refused(verdict)
            : license.Terms.Binding is { } binding && binding.ToString() != identifier!.Value.Kind.ToString()
                ? Rejections.WrongKind(binding)
            : null;
    }

    /// <summary>An active device that counts as this one, by what the license asks of its fingerprint.</summary>
    private async Task<Activation?> SimilarDevices(
        LicenseCopy license,
        Fingerprint? fingerprint,
        CancellationToken cancellationToken
    )
    {
        if (fingerprint is null)
            return null;
        var alike = await db.SimilarDevices(license.Id, fingerprint, cancellationToken);
        return alike.Find(row =>
            fingerprint.Matches(row.Fingerprint, license.Terms.FingerprintMatching ?? FingerprintMatching.All)
        );
    }

    private static Activation New(
        LicenseCopy license,
        ActivationRequest activationRequest,
        Identifier identifier,
        DateTimeOffset now
    )
    {
        var activation = new Activation
        {
            Id = Guid.CreateVersion7(now),
            LicenseId = license.Id,
            Kind = identifier.Kind,
            Identifier = identifier.Value,
            Name = activationRequest.Name?.Trim() is { Length: > 0 } name ? name : null,
            Platform = activationRequest.Platform,
            AppVersion = activationRequest.Version,
            Ip = activationRequest.Ip,
            Uncounted =
                identifier.Kind == ActivationKind.Domain
                && license.Terms.LocalDomainsUncounted
                && LocalDomains.Has(identifier.Value),
            FirstSeenAt = now,
        };
        activation.UpdateFingerprint(activationRequest.Fingerprint);
        return activation;
    }
}
