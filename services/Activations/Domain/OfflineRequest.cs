using System.Text;
using System.Text.Json;

namespace Portal.Activations.Domain;

/// <summary>What a program on a device without a network wrote into a file for the customer to carry: JSON, or base64 of it, in an armour or without.</summary>
internal sealed record OfflineRequest(
    string? Key,
    string? Identifier,
    string? Kind,
    Dictionary<string, string>? Fingerprint,
    string? Name,
    string? Platform,
    string? Version,
    string? Nonce,
    Guid? ActivationId,
    string? RemovedAt,
    string? Proof
)
{
    private const int MaxLength = 255;

    public static bool TryParse(string? text, out OfflineRequest request)
    {
        request = null!;
        var content = string.Concat(
            (text ?? "")
                .Split('\n')
                .Select(line => line.Trim())
                .Where(line => !line.StartsWith("-----", StringComparison.Ordinal))
        );
        try
        {
            var json = content.StartsWith('{') ? content : Encoding.UTF8.GetString(Convert.FromBase64String(content));
            request = JsonSerializer.Deserialize<OfflineRequest>(json, JsonSerializerOptions.Web)!;
            return request is not null
                && request.Texts.All(value =>
                    value is null || (value.Length <= MaxLength && !value.Any(char.IsControl))
                );
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return false;
        }
    }

    private string?[] Texts => [Key, Identifier, Kind, Nonce, RemovedAt, Proof];
}
