namespace Portal.Activations.Slots;

/// <summary>When <see cref="ThrottledEvents"/> last published an event of this kind for a license.</summary>
internal sealed class EventThrottle
{
    public required Guid LicenseId { get; init; }
    public required string Kind { get; init; }
    public required DateTimeOffset At { get; init; }
}
