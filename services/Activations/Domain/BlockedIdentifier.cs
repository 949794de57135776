namespace Portal.Activations.Domain;

/// <summary>A device or domain on the block list: of one license, of a product, or of all.</summary>
internal sealed class BlockedIdentifier
{
    public required Guid Id { get; init; }
    public Guid? LicenseId { get; init; }
    public Guid? ProductId { get; init; }
    public required string Identifier { get; init; }
    public string? Reason { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
