using System.Text.Json.Nodes;

namespace Portal.Clients.Tests;

/// <summary>Bodies made from their schema: one with what is required, and many that are wrong in one place.</summary>
internal sealed class BodySamples(OpenApiDocument document)
{
    public JsonNode Good(JsonNode schema) => Good(document.Read(schema), "");

    /// <summary>What is wrong, and the body.</summary>
    public IEnumerable<(string What, JsonNode Body)> Wrong(JsonNode schema)
    {
        var outer = document.Read(schema);
        foreach (var (name, node) in outer.Properties ?? [])
        {
            var member = document.Read(node!);
            if (outer.Required.Contains(name))
                yield return ($"{name} missing", With(body => body.Remove(name)));
            if (!member.Nullable)
                yield return ($"{name} null", With(body => body[name] = null));
            foreach (var value in OfAnotherType(member))
                yield return ($"{name} of another type", With(body => body[name] = value));
            if (member.Is("string") && member.Format is null && member.Values.Count == 0)
                yield return ($"{name} with U+0000", With(body => body[name] = "ab\0cdefgh"));
            foreach (var (what, inner) in member.Properties is null ? [] : Wrong(node!))
                yield return ($"{name}.{what}", With(body => body[name] = inner));
            foreach (var (what, inner) in member.Items is null ? [] : Wrong(member.Items))
                yield return ($"{name}[].{what}", With(body => body[name] = new JsonArray(inner)));
        }

        JsonNode With(Action<JsonObject> change)
        {
            var body = Good(outer, "").AsObject();
            change(body);
            return body;
        }
    }

    private JsonNode Good(Schema schema, string name)
    {
        if (schema.Values is [var word, ..])
            return word;
        if (schema.Is("object") || schema.Properties is not null)
            return new JsonObject(
                schema.Required.Select(member =>
                    KeyValuePair.Create(member, (JsonNode?)Good(document.Read(schema.Properties![member]!), member))
                )
            );
        if (schema.Items is { } items)
            return new JsonArray(Good(document.Read(items), name));
        if (schema.Is("integer") || schema.Is("number"))
            return 1;
        if (schema.Is("boolean"))
            return true;
        return (schema.Format, name) switch
        {
            ("uuid", _) => Guid.CreateVersion7().ToString(),
            ("date-time", _) => "2031-01-01T00:00:00Z",
            ("uri", _) => "https://example.org/",
            (_, "version") => "1.0.0",
            (_, "expiresAt") => "2031-01-01",
            (_, "email") => $"somebody-{Guid.NewGuid():N}@example.org",
            (_, "timeZone") => "Europe/Vienna",
            (_, "slug") => $"slug-{Guid.NewGuid():N}",
            (_, "language") => "en",
            (_, "mutedNotifications") => "new-release",
            _ => "a text",
        };
    }

    private static IEnumerable<JsonNode> OfAnotherType(Schema schema) =>
        schema.Values.Count > 0 || schema.Is("string") ? [12, new JsonObject()]
        : schema.Is("integer") || schema.Is("number") ? ["twelve", "12", new JsonArray()]
        : schema.Is("boolean") ? ["yes", 1]
        : schema.Items is not null ? ["a text", new JsonObject()]
        : schema.Properties is not null || schema.Is("object") ? ["a text", new JsonArray()]
        : [];
}
