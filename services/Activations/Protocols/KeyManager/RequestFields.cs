using System.Text.Json;
using Portal.Contracts.Activations.V1;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>
/// The fields of a request as name and text, from a JSON, form or multipart body, or from the query of a GET. Nested values stay
/// JSON.
/// </summary>
internal sealed class RequestFields
{
    private static readonly string[] HardwareNames = ["hardwareId", "hardware_id", "hwid"],
        DomainNames = ["domain", "server_domain"];
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 16 };
    private readonly Dictionary<string, string> _values;

    private RequestFields(Dictionary<string, string> values) => _values = values;

    public string? this[string name] => _values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Null: the body is malformed. So is text with U+0000, which PostgreSQL cannot store.</summary>
    public static async Task<RequestFields?> Read(HttpRequest request, CancellationToken cancellationToken) =>
        await Values(request, cancellationToken) is { } values
        && !values.Any(field => field.Key.Contains('\0') || field.Value.Contains('\0'))
            ? new(values)
            : null;

    private static async Task<Dictionary<string, string>?> Values(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return request.Query.ToDictionary(
                field => field.Key,
                field => field.Value.ToString(),
                StringComparer.Ordinal
            );
        try
        {
            if (request.HasFormContentType)
                return (await request.ReadFormAsync(cancellationToken)).ToDictionary(
                    field => field.Key,
                    field => field.Value.ToString(),
                    StringComparer.Ordinal
                );
            using var json = await JsonDocument.ParseAsync(request.Body, Lenient, cancellationToken);
            return json.RootElement.ValueKind == JsonValueKind.Object ? Members(json.RootElement) : null;
        }
        catch (Exception malformed) when (IsMalformed(malformed))
        {
            return null;
        }
    }

    // A lone surrogate in JSON throws InvalidOperationException; a truncated multipart body throws IOException.
    private static bool IsMalformed(Exception exception) =>
        exception
            is JsonException
                or InvalidDataException
                or InvalidOperationException
                or ArgumentException
                or (IOException and not BadHttpRequestException);

    /// <summary>The device or domain: <c>identifier</c>, which may be either, else one of the names for hardware, else one for a domain.</summary>
    /// <returns>Kind is null where the name does not tell.</returns>
    public (string? Value, ActivationKind? Kind) Identifier()
    {
        if (this["identifier"] is { } identifier)
            return (identifier, null);
        if (HardwareNames.Select(name => this[name]).FirstOrDefault(value => value is not null) is { } hardware)
            return (hardware, ActivationKind.Hardware);
        return (
            DomainNames.Select(name => this[name]).FirstOrDefault(value => value is not null),
            ActivationKind.Domain
        );
    }

    /// <summary>Every field except the API key and the copy of the Idempotency-Key, by name: equal for a replayed request.</summary>
    public IEnumerable<KeyValuePair<string, string>> ForComparison() =>
        _values
            .Where(field => field.Key is not ("idempotencyKey" or "idempotency_key" or "api_key"))
            .OrderBy(field => field.Key, StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, string>> Where(Func<KeyValuePair<string, string>, bool> predicate) =>
        _values.Where(predicate);

    private static Dictionary<string, string> Members(JsonElement root)
    {
        // The last value of a repeated name wins, as in forms.
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in root.EnumerateObject())
            members[member.Name] = member.Value.ValueKind switch
            {
                JsonValueKind.String => member.Value.GetString()!,
                JsonValueKind.Null => "",
                _ => member.Value.GetRawText(),
            };
        return members;
    }
}
