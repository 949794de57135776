namespace Portal.Activations.Protocols;

/// <summary>What was answered to a request that carried an Idempotency-Key.</summary>
internal sealed class StoredAnswer
{
    public required Guid LicenseId { get; init; }
    public required string Key { get; init; }

    /// <summary>SHA-256 of what was asked.</summary>
    public required string Question { get; init; }

    public required int Status { get; init; }
    public required string Body { get; init; }
    public required DateTimeOffset At { get; init; }
}
