using Portal.Activations.Protocols.KeyManager;

namespace Portal.Activations.Features.Management;

/// <summary>An API key without the key.</summary>
/// <param name="Key">Only in the answer that creates it: it is not kept.</param>
/// <param name="Hint">Its last four characters.</param>
/// <param name="Environment">Null: licenses of every environment.</param>
/// <param name="AllowedIps">Empty: it may come from anywhere.</param>
/// <param name="Operations">Empty: all.</param>
internal sealed record ApiKeyRow(
    Guid Id,
    string? Key,
    string Hint,
    string? Name,
    Guid ProductId,
    string? Environment,
    IReadOnlyList<string> AllowedIps,
    IReadOnlyList<string> Operations,
    DateTimeOffset CreatedAt,
    DateTimeOffset? RevokedAt
)
{
    public static ApiKeyRow Of(ApiKey row, string? key = null) =>
        new(
            row.Id,
            key,
            row.Hint,
            row.Name,
            row.ProductId,
            row.Environment,
            row.Networks,
            row.Operations,
            row.CreatedAt,
            row.RevokedAt
        );
}
