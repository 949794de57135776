using System.Text.Json;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>
/// The fields of a request, whether they came as JSON, as a form or as multipart: name and text. What is in the query counts for
/// GET. Nested values stay JSON.
/// </summary>
internal sealed class RequestFields
{
    private static readonly string[] HardwareNames = ["hardwareId", "hardware_id", "hwid"],
        DomainNames = ["domain", "server_domain"];
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 16 };
    private readonly Dictionary<string, string> _values;

    private RequestFields(Dictionary<string, string> values) => _values = values;

    public string? this[string name] => _values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Null: the body is none of the three, or broken. Text with U+0000, which no database stores, is broken.</summary>
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

    // Half a surrogate pair in JSON is an InvalidOperationException; a multipart body that ends too early is an IOException.
    private static bool IsMalformed(Exception exception) =>
        exception
            is JsonException
                or InvalidDataException
                or InvalidOperationException
                or ArgumentException
                or (IOException and not BadHttpRequestException);

    /// <summary>What the license is to be bound to: <c>identifier</c>, else one of the names for hardware, else one for a domain.</summary>
    public (string? Value, bool IsDomain) Identifier()
    {
        if (this["identifier"] is { } identifier)
            return (identifier, false);
        if (HardwareNames.Select(name => this[name]).FirstOrDefault(value => value is not null) is { } hardware)
            return (hardware, false);
        return (DomainNames.Select(name => this[name]).FirstOrDefault(value => value is not null), true);
    }

    /// <summary>Name and value of every field but the copy of the idempotency key, in the order of names: two requests with the same are the same.</summary>
    public IEnumerable<KeyValuePair<string, string>> ForComparison() =>
        _values
            .Where(field => field.Key is not ("idempotencyKey" or "idempotency_key" or "api_key"))
            .OrderBy(field => field.Key, StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, string>> Where(Func<KeyValuePair<string, string>, bool> wanted) =>
        _values.Where(wanted);

    private static Dictionary<string, string> Members(JsonElement root)
    {
        // A name that comes twice has its last value, as in the forms.
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
