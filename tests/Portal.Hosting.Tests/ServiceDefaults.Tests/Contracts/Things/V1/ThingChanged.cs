namespace Portal.ServiceDefaults.Tests.Contracts.Things.V1;

/// <summary>Something about a thing changed. Carries its whole state.</summary>
public sealed record ThingChanged
{
    public required Guid ThingId { get; init; }
    public required long Version { get; init; }
    public required string Name { get; init; }
    public ThingColor Color { get; init; }
    public string? Remark { get; init; }

    public static ThingChanged New(string name = "thing", long version = 1) =>
        new()
        {
            ThingId = Guid.CreateVersion7(),
            Version = version,
            Name = name,
        };
}

public enum ThingColor
{
    DarkBlue,
    Green,
}
