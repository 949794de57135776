using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Clients.Tests;

/// <summary>What a service says of its API.</summary>
internal sealed class OpenApiDocument(JsonObject root)
{
    private const string Json = "application/json";

    public static async Task<OpenApiDocument> Of(PortalApp app, string service)
    {
        // Identity's ordinary listener is public as a whole.
        var listener = service == "identity" ? "management" : "http";
        using var http = new HttpClient { BaseAddress = app.Address(service, listener) };
        return new((await http.GetFromJsonAsync<JsonObject>("/openapi/v1.json"))!);
    }

    /// <summary>The operation behind a method and a path with its values in it; null if there is none.</summary>
    public JsonObject? Find(string method, string path) =>
        root["paths"]!
            .AsObject()
            .Where(item => Matches(item.Key, path))
            // "/x/batches" before "/x/{id}".
            .OrderBy(item => item.Key.Count(letter => letter == '{'))
            .Select(item => item.Value![method.ToLowerInvariant()]?.AsObject())
            .FirstOrDefault(operation => operation is not null);

    /// <summary>Every operation that takes JSON.</summary>
    public IEnumerable<(string Method, string Path, JsonNode Schema)> Bodies() =>
        from path in root["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where operation.Value is JsonObject
        let schema = Request(operation.Value!.AsObject())
        where schema is not null
        select (operation.Key.ToUpperInvariant(), path.Key, schema);

    public JsonNode? Request(JsonObject operation) =>
        Resolve(operation["requestBody"]) is { } body ? body["content"]?[Json]?["schema"] : null;

    /// <summary>Of the answer when all went well.</summary>
    public JsonNode? Response(JsonObject operation) =>
        operation["responses"]!
            .AsObject()
            .Where(response => response.Key is "200" or "201" or "202")
            .Select(response => Resolve(response.Value)?["content"]?[Json]?["schema"])
            .FirstOrDefault(schema => schema is not null);

    public IReadOnlyDictionary<string, bool> QueryParameters(JsonObject operation) =>
        (operation["parameters"]?.AsArray() ?? [])
            .Select(parameter => Resolve(parameter)!)
            .Where(parameter => parameter["in"]!.GetValue<string>() == "query")
            .ToDictionary(
                parameter => parameter["name"]!.GetValue<string>(),
                parameter => parameter["required"]?.GetValue<bool>() is true,
                StringComparer.OrdinalIgnoreCase
            );

    /// <summary>A schema without references, and whether null is one of its values.</summary>
    public Schema Read(JsonNode schema)
    {
        var (node, nullable) = (Resolve(schema)!, false);
        foreach (var choice in (node["oneOf"] ?? node["anyOf"])?.AsArray() ?? [])
        {
            var option = Resolve(choice)!;
            if (Names(option["type"]) is ["null"])
                nullable = true;
            else
                node = option;
        }
        var types = Names(node["type"]);
        nullable |= types.Contains("null") || node["enum"]?.AsArray().Contains(null) is true;
        return new Schema(node, [.. types.Where(type => type != "null")], nullable);
    }

    private JsonNode? Resolve(JsonNode? node) =>
        node is JsonObject && node["$ref"]?.GetValue<string>() is { } reference
            ? Resolve(reference[2..].Split('/').Aggregate((JsonNode?)root, (at, name) => at?[name]))
            : node;

    private static string[] Names(JsonNode? type) =>
        type switch
        {
            JsonArray names => [.. names.Select(name => name!.GetValue<string>())],
            JsonValue name => [name.GetValue<string>()],
            _ => [],
        };

    private static bool Matches(string template, string path)
    {
        var (wanted, given) = (template.Split('/'), path.Split('/'));
        return wanted.Length == given.Length
            && wanted.Zip(given).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
    }
}

/// <param name="Types">Without null; empty: any, or an enumeration.</param>
internal sealed record Schema(JsonNode Node, IReadOnlyList<string> Types, bool Nullable)
{
    public string? Format => Node["format"]?.GetValue<string>();

    public JsonObject? Properties => Node["properties"]?.AsObject();

    public JsonNode? Items => Node["items"];

    public IReadOnlyList<string> Values =>
        [.. (Node["enum"]?.AsArray() ?? []).OfType<JsonValue>().Select(value => value.ToString())];

    public IReadOnlyList<string> Required =>
        [.. (Node["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>())];

    public bool IsAny => Types.Count == 0 && Values.Count == 0 && Properties is null;

    public bool Is(string type) => Types.Contains(type);
}
