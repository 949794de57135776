using Portal.Contracts.Activations.V1;
using Portal.Rules;

namespace Portal.Activations.Domain;

/// <summary>A license bound to one device or domain. Once deactivated it stays so: the same device gets a new one.</summary>
internal sealed class Activation
{
    public required Guid Id { get; init; }
    public required Guid LicenseId { get; init; }
    public required ActivationKind Kind { get; init; }
    public required string Identifier { get; init; }

    /// <summary>Hashed components of the machine; null if the program sent none.</summary>
    public List<string>? Fingerprint { get; private set; }

    public string? Name { get; init; }
    public string? Platform { get; init; }
    public string? AppVersion { get; init; }
    public string? Ip { get; init; }

    /// <summary>Takes no slot: a local or staging domain of a license that leaves these out.</summary>
    public bool Uncounted { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>Null: never since the activation.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>When it missed its heartbeat; null while it is seen often enough.</summary>
    public DateTimeOffset? LostAt { get; set; }

    public DateTimeOffset? DeactivatedAt { get; private set; }
    public DeactivatedBy? DeactivatedBy { get; private set; }

    /// <summary>It was deactivated in the portal, remotely or by a removal proof.</summary>
    public bool CountsForQuota { get; private set; }

    /// <summary>When the newest license file ends that was given out for it; null if there is none.</summary>
    public DateTimeOffset? FileUntil { get; private set; }

    /// <summary>
    /// It has ended, but a license file lets the program run on: until then it uses its slot. Null while it is active, and once its
    /// slot is free.
    /// </summary>
    public DateTimeOffset? SlotHeldUntil { get; private set; }

    public DateTimeOffset SeenAt => LastSeenAt ?? FirstSeenAt;

    /// <summary>False if it had ended already.</summary>
    /// <param name="freesAtOnce">Its slot is free even if a license file is still out there.</param>
    /// <param name="byProof">By a removal proof that the customer carried to the portal.</param>
    public bool Deactivate(DeactivatedBy by, DateTimeOffset now, bool freesAtOnce, bool byProof = false)
    {
        if (DeactivatedAt is not null)
            return false;
        (DeactivatedAt, DeactivatedBy) = (now, by);
        CountsForQuota = byProof || by == Contracts.Activations.V1.DeactivatedBy.Customer;
        SlotHeldUntil = !freesAtOnce && !Uncounted && FileUntil > now ? FileUntil : null;
        return true;
    }

    /// <summary>A license file is given out: it cannot be taken back.</summary>
    public void GiveFile(DateTimeOffset? until) => FileUntil = FileUntil > until ? FileUntil : until ?? FileUntil;

    /// <summary>Its slot is no longer held.</summary>
    public void Release() => SlotHeldUntil = null;

    /// <summary>Stores the machine as it is now, so that it may change part by part.</summary>
    public void UpdateFingerprint(Fingerprint? fingerprint) =>
        Fingerprint = fingerprint is null ? Fingerprint : [.. fingerprint.Components];

    public ActivationFacts Facts() =>
        new(
            DeactivatedAt,
            DeactivatedBy
                is Contracts.Activations.V1.DeactivatedBy.Customer
                    or Contracts.Activations.V1.DeactivatedBy.Operator,
            SeenAt
        );

    /// <summary>What to call it in front of a customer.</summary>
    public string DisplayName => Name ?? (Kind == ActivationKind.Domain ? Identifier : "Unnamed device");
}
