namespace Portal.Contracts.Licensing.V1;

/// <summary>Something about a product changed. Carries its whole state; keep the newest <see cref="Version"/>.</summary>
public sealed record ProductChanged
{
    public required Guid ProductId { get; init; }

    /// <summary>Grows with every change of this product.</summary>
    public required long Version { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Lower-case letters, digits and hyphens; unique; never changes.</summary>
    public required string Slug { get; init; }

    public required string Name { get; init; }

    /// <summary>False: withdrawn; every validation of its licenses fails.</summary>
    public required bool Active { get; init; }

    /// <summary>The changelog may be read by anybody. Null from a publisher that is older than the member.</summary>
    public bool? ChangelogPublic { get; init; }

    public string? WebsiteUrl { get; init; }
    public string? DocumentationUrl { get; init; }
    public string? SupportUrl { get; init; }
}
