namespace Portal.Licenses.Domain;

/// <summary>Licenses that were issued together, remembered so that the same request again finds them.</summary>
internal sealed class Batch
{
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the request.</summary>
    public required string ContentHash { get; init; }

    public required Guid[] LicenseIds { get; init; }
    public required DateTimeOffset At { get; init; }
}
