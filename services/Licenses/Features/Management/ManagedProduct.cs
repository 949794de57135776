using Portal.Licenses.Domain;

namespace Portal.Licenses.Features.Management;

/// <summary>A product as operators see it.</summary>
internal sealed record ManagedProduct(
    Guid Id,
    string Slug,
    string Name,
    bool Active,
    bool ChangelogPublic,
    string? WebsiteUrl,
    string? DocumentationUrl,
    string? SupportUrl,
    long Version,
    DateTimeOffset ChangedAt
)
{
    public static ManagedProduct Of(Product product) =>
        new(
            product.Id,
            product.Slug,
            product.Name,
            product.Active,
            product.ChangelogPublic,
            product.WebsiteUrl,
            product.DocumentationUrl,
            product.SupportUrl,
            product.Version,
            product.ChangedAt
        );
}
