namespace Portal.Licenses.Domain;

/// <summary>Something the vendor sells.</summary>
internal sealed class Product
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; set; }
    public bool Active { get; set; } = true;
    public bool ChangelogPublic { get; set; }
    public string? WebsiteUrl { get; set; }
    public string? DocumentationUrl { get; set; }
    public string? SupportUrl { get; set; }
    public long Version { get; private set; } = 1;
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>Raises the version.</summary>
    public void Changed(DateTimeOffset now) => (Version, ChangedAt) = (Version + 1, now);
}
