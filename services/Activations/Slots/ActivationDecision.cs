using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Validation;
using Portal.Contracts.Activations.V1;
using Portal.Contracts.Licensing.V1;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Slots;

/// <summary>Decides whether a device may be activated, and takes the slot. Runs inside a <see cref="SlotTransaction"/>.</summary>
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
        ActivationRequest request,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var result = await Preview(license, request, cancellationToken);
        slots.WhenCommitted(() => metrics.Decided(result));
        if (!result.Is(out var admitted, out var rejection))
        {
            var identifier = IdentifierOf(license, request)?.Value;
            await events.Refused(license, rejection.Code, identifier, now, cancellationToken);
        }
        else if (admitted.IsNew)
        {
            foreach (var held in admitted.Released)
                slots.Release(license, held);
            slots.Take(license, admitted.Activation);
            await events.ReportUnusual(license, admitted.Activation, admitted.LastIp, now, cancellationToken);
        }
        else
        {
            admitted.Activation.UpdateFingerprint(request.Fingerprint);
        }
        return result;
    }

    /// <summary>Dry run of <see cref="Admit"/>; no side effects.</summary>
    public async Task<Result<Admitted>> Preview(
        LicenseCopy license,
        ActivationRequest request,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var identifier = IdentifierOf(license, request);
        var version = request.Version is { } text ? ReleaseCopy.Normal(text) : null;
        var facts = await LoadFacts(db, license.Id, license.ProductId, identifier?.Value, version, cancellationToken);
        if (Refusal(license, facts, request, identifier, now) is { } refusal)
            return refusal;
        if ((facts.Same ?? await FindSimilar(license, request.Fingerprint, cancellationToken)) is { } same)
            return new Admitted(same, facts.Product, IsNew: false, facts.LastIp);
        var activation = New(license, request, identifier!.Value, now);
        // The file that holds the slot is this device's own: it does not need a second one.
        activation.GiveFile(facts.Holding?.FileUntil);
        var admitted = new Admitted(activation, facts.Product, IsNew: true, facts.LastIp)
        {
            Released = facts.Holding is { } own ? [own] : [],
        };
        if (activation.Uncounted || license.HasSlotAfter(admitted.Released.Count))
            return admitted;
        var holding = await slots.Holding(license.Id, cancellationToken);
        var over = holding.FindAll(row => row.SlotHeldUntil <= now || row.Id == facts.Holding?.Id);
        return license.HasSlotAfter(over.Count)
            ? admitted with
            {
                Released = over,
            }
            : Rejections.LimitReached(
                license.UsedSlots,
                license.Snapshot.ActivationLimit ?? 0,
                holding.Find(row => row.SlotHeldUntil > now)?.SlotHeldUntil
            );
    }

    private static Identifier? IdentifierOf(LicenseCopy license, ActivationRequest request) =>
        request.Identifier?.Under(license.Terms)
        ?? (request.Fingerprint is { } machine ? Identifier.Of(machine) : null);

    /// <param name="ReleasedAt">When the version of the program was released; null: no such release.</param>
    /// <param name="Same">The active one of the identifier.</param>
    /// <param name="Holding">An ended one of the identifier whose license file holds its slot.</param>
    private sealed record Facts(
        ProductCopy? Product,
        DateTimeOffset? ReleasedAt,
        bool Blocked,
        Activation? Same,
        Activation? Holding,
        string? LastIp
    );

    // One query: the license is locked while it runs.
    private static readonly Func<ActivationDb, Guid, Guid, string?, string?, CancellationToken, Task<Facts>> LoadFacts =
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
                        db.Activations.FirstOrDefault(held =>
                            held.LicenseId == licenseId && held.SlotHeldUntil != null && held.Identifier == identifier
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
        Facts facts,
        ActivationRequest request,
        Identifier? identifier,
        DateTimeOffset now
    )
    {
        var verdict = Verdicts.DecideActivation(
            new Question
            {
                License = license.Facts(facts.Product),
                Now = now,
                Product = request.Product,
                Version = request.Version,
                VersionReleasedAt = facts.ReleasedAt,
                Identifier = identifier?.Value,
                IdentifierBlocked = facts.Blocked,
            }
        );
        return !verdict.Valid ? Rejections.Refused(verdict)
            : request is { Identifier: null, Fingerprint: { } machine }
            && license.Terms.FingerprintMatching is { } matching
            && machine.Components.Count < Fingerprint.Minimum(matching)
                ? Rejections.TooFewComponents(Fingerprint.Minimum(matching), machine.Components.Count)
            : license.Terms.Binding is { } binding && binding.ToString() != identifier!.Value.Kind.ToString()
                ? Rejections.WrongKind(binding)
            : null;
    }

    /// <summary>An active device that counts as the same by the fingerprint matching of the license.</summary>
    private async Task<Activation?> FindSimilar(
        LicenseCopy license,
        Fingerprint? fingerprint,
        CancellationToken cancellationToken
    )
    {
        if (fingerprint is null)
            return null;
        var similar = await db.SimilarDevices(license.Id, fingerprint, cancellationToken);
        return similar.Find(row =>
            fingerprint.Matches(row.Fingerprint, license.Terms.FingerprintMatching ?? FingerprintMatching.All)
        );
    }

    private static Activation New(
        LicenseCopy license,
        ActivationRequest request,
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
            Name = request.Name,
            Platform = request.Platform,
            AppVersion = request.Version,
            Ip = request.Ip,
            Uncounted =
                identifier.Kind == ActivationKind.Domain
                && license.Terms.LocalDomainsUncounted
                && LocalDomains.Has(identifier.Value, license.Terms.UncountedDomains),
            FirstSeenAt = now,
        };
        activation.UpdateFingerprint(request.Fingerprint);
        return activation;
    }
}
