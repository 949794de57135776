using Portal.Activations.Domain;
using Portal.Contracts.Activations.V1;

namespace Portal.Activations.Protocols.Native;

/// <summary>An activation as the vendor's software sees it.</summary>
internal sealed record ActivationAnswer(
    Guid Id,
    ActivationKind Kind,
    string? Name,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset? DeactivatedAt
)
{
    public static ActivationAnswer Of(Activation activation) =>
        new(activation.Id, activation.Kind, activation.Name, activation.FirstSeenAt, activation.DeactivatedAt);
}
