namespace Portal.Identity.Domain;

/// <summary>The owner of licenses.</summary>
internal sealed class CustomerAccount
{
    public const int NameLength = 255;

    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required AccountKind Kind { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public bool IsSame(string name, AccountKind kind) => Name == name && Kind == kind;
}

/// <summary>Written into tokens in lower case.</summary>
public enum AccountKind
{
    Individual,
    Organization,
}
