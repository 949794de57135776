using Portal.Activations.Domain;

namespace Portal.Activations.Features.Customer;

/// <summary>An activation beside the license and product that it is for.</summary>
internal sealed class ActivationWithLicense
{
    public required Activation Activation { get; init; }
    public required LicenseCopy License { get; init; }
    public required ProductCopy Product { get; init; }

    /// <summary>Since when the vendor blocks the device on this license; null: it does not.</summary>
    public DateTimeOffset? BlockedAt { get; init; }

    /// <summary>When it was seen last; one that was never seen since counts from its activation.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>Its name, or its identifier if it has none, for sorting without regard to case.</summary>
    public required string Title { get; init; }
}
