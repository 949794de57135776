using Portal.Contracts.Downloads.V1;
using Portal.Rules;

namespace Portal.Downloads.Domain;

/// <summary>A version of a product. Customers see it as soon as it has a file.</summary>
internal sealed class Release
{
    public required Guid Id { get; init; }
    public required Guid ProductId { get; init; }
    public required ProductVersion Version
    {
        get;
        init => (field, NormalVersion) = (value, value.Normal);
    }

    /// <summary><see cref="ProductVersion.Normal"/>: a product has each version once.</summary>
    public string NormalVersion { get; private init; } = "";

    public required ReleaseChannel Channel { get; init; }
    public required DateTimeOffset ReleasedAt { get; init; }
    public string? Notes { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public List<Artifact> Artifacts { get; init; } = [];

    /// <summary>For those who ask for it; a hotfix is for everybody who has the stable version.</summary>
    public bool IsPreRelease => Channel == ReleaseChannel.Beta;

    public bool IsSameAs(Release other) =>
        (Id, ProductId, Version, Channel, ReleasedAt, Notes)
        == (other.Id, other.ProductId, other.Version, other.Channel, other.ReleasedAt, other.Notes);

    public ReleasePublished ToEvent() =>
        new()
        {
            ReleaseId = Id,
            ProductId = ProductId,
            Version = Version.Text,
            Channel = Channel,
            ReleasedAt = ReleasedAt,
        };
}
