namespace Portal.Licenses.Domain;

/// <summary>Licenses that were issued together. Stored so that a repeated request returns them instead of issuing more.</summary>
internal sealed class Batch
{
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the request.</summary>
    public required string ContentHash { get; init; }

    public required Guid[] LicenseIds { get; init; }
    public required DateTimeOffset At { get; init; }
}
