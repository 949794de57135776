namespace Portal.Activations.Slots;

/// <summary>When an event of a license was last published that a client in a loop could cause without end.</summary>
internal sealed class EventThrottle
{
    public required Guid LicenseId { get; init; }
    public required string Kind { get; init; }
    public required DateTimeOffset At { get; init; }
}
