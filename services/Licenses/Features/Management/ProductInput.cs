using System.ComponentModel.DataAnnotations;
using Portal.Licenses.Domain;

namespace Portal.Licenses.Features.Management;

/// <summary>What of a product can be changed.</summary>
public record ProductInput
{
    [Required, MaxLength(200)]
    public string Name { get; init; } = "";

    /// <summary>False: withdrawn; every validation of its licenses fails. Default: true.</summary>
    public bool? Active { get; init; }

    /// <summary>The changelog may be read by anybody.</summary>
    public bool? ChangelogPublic { get; init; }

    [Url, MaxLength(500)]
    public string? WebsiteUrl { get; init; }

    [Url, MaxLength(500)]
    public string? DocumentationUrl { get; init; }

    [Url, MaxLength(500)]
    public string? SupportUrl { get; init; }

    internal bool IsOf(Product product) =>
        (
            product.Name,
            product.Active,
            product.ChangelogPublic,
            product.WebsiteUrl,
            product.DocumentationUrl,
            product.SupportUrl
        ) == (Name, Active ?? true, ChangelogPublic ?? false, WebsiteUrl, DocumentationUrl, SupportUrl);

    internal void ApplyTo(Product product) =>
        (
            product.Name,
            product.Active,
            product.ChangelogPublic,
            product.WebsiteUrl,
            product.DocumentationUrl,
            product.SupportUrl
        ) = (Name, Active ?? true, ChangelogPublic ?? false, WebsiteUrl, DocumentationUrl, SupportUrl);
}
