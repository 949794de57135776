using Microsoft.EntityFrameworkCore;
using Portal.Activations.Domain;
using Portal.Contracts.Activations.V1;
using Portal.Contracts.Licensing.V1;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Data;

/// <summary>A device or domain that wants to be activated, whatever the protocol it speaks.</summary>
internal sealed record Candidate
{
    public Identifier? Identifier { get; init; }
    public Fingerprint? Fingerprint { get; init; }
    public string? Product { get; init; }
    public string? Name { get; init; }
    public string? Platform { get; init; }
    public string? Version { get; init; }
    public string? Ip { get; init; }
}

/// <summary>An activation, new or found, or why there is none.</summary>
internal sealed record Admitted(Activation? Activation, ProductCopy? Product, bool New, Rejection? Refusal)
{
    /// <summary>Where the license was activated from the last time before.</summary>
    public string? LastIp { get; init; }
}

/// <summary>Decides an activation of a locked license, and takes the slot.</summary>
internal sealed class Admission(
    ActivationDb db,
    Slots slots,
    RareEvents events,
    ActivationMetrics metrics,
    TimeProvider clock
)
{
    public async Task<Admitted> Admit(LicenseCopy license, Candidate candidate, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var foreseen = await Preview(license, candidate, cancellationToken);
        var identifier = IdentifierOf(license, candidate)?.Value;
        slots.WhenCommitted(() => metrics.Decided(foreseen));
        switch (foreseen)
        {
            case { Refusal.Code: VerdictCode.ActivationLimitReached }:
                await events.LimitReached(license, identifier, now, cancellationToken);
                return foreseen;
            case { Refusal: { } refusal }:
                await events.Refused(license, refusal.Code, identifier, now, cancellationToken);
                return foreseen;
            case { New: true, Activation: { } made }:
                slots.Take(license, made);
                await events.LookForUnusual(license, made, foreseen.LastIp, now, cancellationToken);
                return foreseen;
            default:
                foreseen.Activation!.Looks(candidate.Fingerprint);
                return foreseen;
        }
    }

    /// <summary>Dry run of <see cref="Admit"/>; no side effects.</summary>
    public async Task<Admitted> Preview(LicenseCopy license, Candidate candidate, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var identifier = IdentifierOf(license, candidate);
        var version = candidate.Version is { } text ? ReleaseCopy.Normal(text) : null;
        var known = await Known(db, license.Id, license.ProductId, identifier?.Value, version, cancellationToken);
        if (Refusal(license, known, candidate, identifier, now) is { } refusal)
            return new(null, known.Product, false, refusal);
        if ((known.Same ?? await Alike(license, candidate.Fingerprint, cancellationToken)) is { } same)
            return new(same, known.Product, false, null);
        var activation = New(license, candidate, identifier!.Value, now);
        return activation.Uncounted || license.HasFreeSlot
            ? new(activation, known.Product, true, null) { LastIp = known.LastIp }
            : new(
                null,
                known.Product,
                false,
                Rejections.LimitReached(license.UsedSlots, license.Snapshot.ActivationLimit ?? 0)
            );
    }

    private static Identifier? IdentifierOf(LicenseCopy license, Candidate candidate) =>
        candidate.Identifier?.Under(license.Terms)
        ?? (candidate.Fingerprint is { } machine ? Identifier.Of(machine) : null);

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
        Candidate candidate,
        Identifier? identifier,
        DateTimeOffset now
    )
    {
        var verdict = Verdicts.DecideActivation(
            new Question
            {
                License = license.Facts(known.Product),
                Now = now,
                Product = candidate.Product,
                Version = candidate.Version,
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
    private async Task<Activation?> Alike(
        LicenseCopy license,
        Fingerprint? fingerprint,
        CancellationToken cancellationToken
    )
    {
        if (fingerprint is null)
            return null;
        var alike = await db.Alike(license.Id, fingerprint, cancellationToken);
        return alike.Find(row =>
            fingerprint.Matches(row.Fingerprint, license.Terms.FingerprintMatching ?? FingerprintMatching.All)
        );
    }

    private static Activation New(LicenseCopy license, Candidate candidate, Identifier identifier, DateTimeOffset now)
    {
        var activation = new Activation
        {
            Id = Guid.CreateVersion7(now),
            LicenseId = license.Id,
            Kind = identifier.Kind,
            Identifier = identifier.Value,
            Name = candidate.Name?.Trim() is { Length: > 0 } name ? name : null,
            Platform = candidate.Platform,
            AppVersion = candidate.Version,
            Ip = candidate.Ip,
            Uncounted =
                identifier.Kind == ActivationKind.Domain
                && license.Terms.LocalDomainsUncounted
                && LocalDomains.Has(identifier.Value),
            FirstSeenAt = now,
        };
        activation.Looks(candidate.Fingerprint);
        return activation;
    }
}
