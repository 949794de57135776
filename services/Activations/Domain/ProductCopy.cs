namespace Portal.Activations.Domain;

/// <summary>Copy of a product from the License service.</summary>
internal sealed class ProductCopy
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public required bool Active { get; init; }
}
