namespace Portal.Contracts.Downloads.V1;

/// <summary>A version of a product became available. Once per release.</summary>
public sealed record ReleasePublished
{
    public required Guid ReleaseId { get; init; }
    public required Guid ProductId { get; init; }

    /// <summary>As the vendor writes it: one to four numbers or a date, also by Semantic Versioning 2.0.0.</summary>
    public required string Version { get; init; }

    public required ReleaseChannel Channel { get; init; }

    /// <summary>Decides whether a license's maintenance covers it.</summary>
    public required DateTimeOffset ReleasedAt { get; init; }
}

/// <summary>How finished a release is.</summary>
public enum ReleaseChannel
{
    Stable,
    Beta,
    Hotfix,
}
