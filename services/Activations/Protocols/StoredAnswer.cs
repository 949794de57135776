namespace Portal.Activations.Protocols;

/// <summary>The answer to a request with an Idempotency-Key, for replays.</summary>
internal sealed class StoredAnswer
{
    public required Guid LicenseId { get; init; }
    public required string Key { get; init; }

    /// <summary>SHA-256 of the request.</summary>
    public required string Question { get; init; }

    /// <summary>The activation that it is about.</summary>
    public required Guid ActivationId { get; init; }

    /// <summary>It says that the device is active; false: that it is not any more.</summary>
    public required bool SaysActive { get; init; }

    public required int Status { get; init; }
    public required string Body { get; init; }
    public required DateTimeOffset At { get; init; }
}
