namespace Portal.Licensing.Domain;

/// <summary>Something the vendor sells.</summary>
internal sealed class Product
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public bool Active { get; init; } = true;
    public bool ChangelogPublic { get; init; }
    public string? WebsiteUrl { get; init; }
    public string? DocumentationUrl { get; init; }
    public string? SupportUrl { get; init; }
    public long Version { get; init; } = 1;
    public required DateTimeOffset ChangedAt { get; init; }
}
