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
internal sealed record Admitted(Activation? Activation, ProductCopy? Product, bool New, Rejection? Refusal);

/// <summary>Decides an activation of a locked license, and takes the slot.</summary>
internal sealed class Admission(ActivationDb db, Slots slots, RareEvents events, TimeProvider clock)
{
    public async Task<Admitted> Admit(LicenseCopy license, Candidate candidate, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var foreseen = await Foresee(license, candidate, cancellationToken);
        switch (foreseen)
        {
            case { Refusal.Code: VerdictCode.ActivationLimitReached }:
                await events.LimitReached(license, now, cancellationToken);
                return foreseen;
            case { Refusal: { } refusal }:
                await events.Refused(license, refusal.Code, now, cancellationToken);
                return foreseen;
            case { New: true, Activation: { } made }:
                slots.Take(license, made);
                await events.LookForUnusual(license, made, now, cancellationToken);
                return foreseen;
            default:
                foreseen.Activation!.Looks(candidate.Fingerprint);
                return foreseen;
        }
    }

    /// <summary>What <see cref="Admit"/> would do, and nothing is done.</summary>
    public async Task<Admitted> Foresee(LicenseCopy license, Candidate candidate, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var product = await db.Products.AsNoTracking().SingleOrDefaultAsync(row => row.Id == license.ProductId, cancellationToken);
        var identifier = candidate.Identifier?.Under(license.Terms) ?? (candidate.Fingerprint is { } machine ? Identifier.Of(machine) : null);
        if (await Refusal(license, product, candidate, identifier, now, cancellationToken) is { } refusal)
            return new(null, product, false, refusal);
        if (await Same(license, identifier!.Value, candidate.Fingerprint, cancellationToken) is { } same)
            return new(same, product, false, null);
        var activation = New(license, candidate, identifier.Value, now);
        return activation.Uncounted || license.HasFreeSlot ? new(activation, product, true, null)
            : new(null, product, false, Rejections.LimitReached(license.UsedSlots, license.Snapshot.ActivationLimit ?? 0));
    }

    private async Task<Rejection?> Refusal(LicenseCopy license, ProductCopy? product, Candidate candidate, Identifier? identifier, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var version = candidate.Version is { } text ? ReleaseCopy.Normal(text) : null;
        var released = version is null ? [] : await db.Releases.Where(row => row.ProductId == license.ProductId && row.Version == version).Select(row => row.ReleasedAt).ToListAsync(cancellationToken);
        var verdict = Verdicts.DecideActivation(new Question
        {
            License = license.Facts(product),
            Now = now,
            Product = candidate.Product,
            Version = candidate.Version,
            VersionReleasedAt = released.Count == 0 ? null : released.Min(),
            Identifier = identifier?.Value,
            IdentifierBlocked = identifier is { } wanted && await db.IsBlocked(license, wanted.Value, null, cancellationToken),
        });
        return !verdict.Valid ? Rejections.Refused(verdict)
            : license.Terms.Binding is { } binding && binding.ToString() != identifier!.Value.Kind.ToString() ? Rejections.WrongKind(binding)
            : null;
    }

    private async Task<Activation?> Same(LicenseCopy license, Identifier identifier, Fingerprint? fingerprint, CancellationToken cancellationToken)
    {
        var same = await slots.ActiveOn(license.Id, identifier.Value, cancellationToken);
        if (same is not null || fingerprint is null)
            return same;
        var alike = await db.Alike(license.Id, fingerprint, cancellationToken);
        return alike.Find(row => fingerprint.Matches(row.Fingerprint, license.Terms.FingerprintMatching ?? FingerprintMatching.All));
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
            Uncounted = identifier.Kind == ActivationKind.Domain && license.Terms.LocalDomainsUncounted && LocalDomains.Has(identifier.Value),
            FirstSeenAt = now,
        };
        activation.Looks(candidate.Fingerprint);
        return activation;
    }
}
