namespace Portal.Activations.Data;

/// <summary>A device or domain that the vendor wants to have no license: of one license, of a product, or of all.</summary>
internal sealed class BlockedIdentifier
{
    public required Guid Id { get; init; }
    public Guid? LicenseId { get; init; }
    public Guid? ProductId { get; init; }
    public required string Identifier { get; init; }
    public string? Reason { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What was answered to a request that carried an Idempotency-Key.</summary>
internal sealed class GivenAnswer
{
    public required Guid LicenseId { get; init; }
    public required string Key { get; init; }

    /// <summary>SHA-256 of what was asked.</summary>
    public required string Question { get; init; }

    public required int Status { get; init; }
    public required string Body { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>When an event of a license was last published that a client in a loop could cause without end.</summary>
internal sealed class EventPause
{
    public required Guid LicenseId { get; init; }
    public required string Kind { get; init; }
    public required DateTimeOffset At { get; init; }
}
