using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Clients.Tests;

/// <summary>Where a client and the document of a service disagree, member by member.</summary>
/// <param name="shared">A type of which the service tells a part only.</param>
internal sealed class Contract(OpenApiDocument document, Type? shared = null)
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>What of an answer a type expects and does not get, or gets and cannot hold.</summary>
    public IEnumerable<string> Unreadable(Type type, JsonNode schema, string at) =>
        Unreadable(type, document.Read(schema), at);

    /// <summary>What a request says that the service does not know, says in the wrong form, or fails to say.</summary>
    public IEnumerable<string> Unsendable(JsonNode? body, JsonNode schema, string at)
    {
        var read = document.Read(schema);
        return body switch
        {
            null => read.Nullable || read.IsAny ? [] : [$"{at} is null, which the document does not allow"],
            JsonObject given when read.Properties is { } properties => Unsendable(given, properties, read.Required, at),
            JsonArray given when read.Items is { } items => given.SelectMany(
                (item, index) => Unsendable(item, items, $"{at}[{index}]")
            ),
            JsonValue given => Fits(given, read) ? [] : [$"{at} is {given.ToJsonString()}, not {Name(read)}"],
            _ => read.IsAny || read.Is("object") ? [] : [$"{at} is {body.GetValueKind()}, not {Name(read)}"],
        };
    }

    private IEnumerable<string> Unsendable(
        JsonObject given,
        JsonObject properties,
        IReadOnlyList<string> required,
        string at
    ) =>
        required
            .Where(name => !given.ContainsKey(name))
            .Select(name => $"{at}.{name} is required and missing")
            .Concat(
                given.SelectMany(member =>
                    properties[member.Key] is { } schema
                        ? Unsendable(member.Value, schema, $"{at}.{member.Key}")
                        : [$"{at}.{member.Key} is not in the document"]
                )
            );

    private IEnumerable<string> Unreadable(Type type, Schema schema, string at)
    {
        type = System.Nullable.GetUnderlyingType(type) ?? type;
        if (schema.IsAny || type == typeof(JsonElement))
            return [];
        if (type.IsEnum)
            return schema
                .Values.Where(value => !Enum.TryParse(type, value, ignoreCase: true, out _))
                .Select(value => $"{at} may be {value}, which {type.Name} does not have");
        if (Primitive(type) is { } fits)
            return fits(schema) ? [] : [$"{at} is {Name(schema)}, not {type.Name}"];
        if (ItemOf(type) is { } item)
            return schema.Items is { } items
                ? Unreadable(item, items, $"{at}[]")
                : [$"{at} is {Name(schema)}, not a list"];
        return schema.Properties is { } properties
            ? Members(type)
                .Where(member => type != shared || properties.ContainsKey(member.Name))
                .SelectMany(member => Unreadable(member, properties, schema.Required, at))
            : [$"{at} is {Name(schema)}, not {type.Name}"];
    }

    private IEnumerable<string> Unreadable(
        Member member,
        JsonObject properties,
        IReadOnlyList<string> required,
        string at
    )
    {
        var path = $"{at}.{member.Name}";
        if (properties[member.Name] is not { } property)
            return [$"{path} is not in the document"];
        var schema = document.Read(property);
        var findings = Unreadable(member.Type, schema, path);
        if (member.Nullable)
            return findings;
        if (schema.Nullable)
            findings = findings.Append($"{path} may be null");
        if (!member.Optional && !required.Contains(member.Name))
            findings = findings.Append($"{path} may be missing");
        return findings;
    }

    /// <param name="Optional">It has a value of its own where the answer has none.</param>
    private sealed record Member(string Name, Type Type, bool Nullable, bool Optional);

    private static IEnumerable<Member> Members(Type type)
    {
        var parameters = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public)
            .Select(constructor => constructor.GetParameters())
            .MaxBy(parameters => parameters.Length)!;
        foreach (var parameter in parameters)
            yield return new(
                JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!),
                parameter.ParameterType,
                IsNullable(parameter.ParameterType, Nullability.Create(parameter)),
                parameter.HasDefaultValue
            );
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
            if (property.SetMethod is not null && !parameters.Any(parameter => parameter.Name == property.Name))
                yield return new(
                    JsonNamingPolicy.CamelCase.ConvertName(property.Name),
                    property.PropertyType,
                    IsNullable(property.PropertyType, Nullability.Create(property)),
                    Optional: true
                );
    }

    private static bool IsNullable(Type type, NullabilityInfo info) =>
        System.Nullable.GetUnderlyingType(type) is not null
        || (!type.IsValueType && info.ReadState == NullabilityState.Nullable);

    private static Func<Schema, bool>? Primitive(Type type) =>
        type == typeof(string)
            ? schema => schema is { Values.Count: > 0 } || (schema.Is("string") && !schema.Is("integer"))
        : type == typeof(Guid) ? schema => schema is { Format: "uuid" }
        : type == typeof(DateTimeOffset) ? schema => schema is { Format: "date-time" }
        : type == typeof(bool) ? schema => schema.Is("boolean")
        : type == typeof(int) ? schema => schema is { Format: "int32" or "uint16" }
        : type == typeof(long) ? schema => schema is { Format: "int32" or "int64" }
        : type == typeof(Uri) ? schema => schema.Is("string")
        : null;

    private static Type? ItemOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.IsAssignableTo(typeof(System.Collections.IEnumerable))
            ? type.GetGenericArguments()[0]
        : null;

    private static bool Fits(JsonValue given, Schema schema) =>
        schema.IsAny
        || given.GetValueKind() switch
        {
            JsonValueKind.True or JsonValueKind.False => schema.Is("boolean"),
            JsonValueKind.Number => schema.Is("integer") || schema.Is("number"),
            _ when schema.Values.Count > 0 => schema.Values.Contains(
                given.ToString(),
                StringComparer.OrdinalIgnoreCase
            ),
            _ when schema.Format == "uuid" => Guid.TryParse(given.ToString(), out _),
            _ when schema.Format == "date-time" => DateTimeOffset.TryParse(
                given.ToString(),
                System.Globalization.CultureInfo.InvariantCulture,
                out _
            ),
            _ => schema.Is("string") && !schema.Is("integer"),
        };

    private static string Name(Schema schema) =>
        schema.Format ?? (schema.Values.Count > 0 ? "an enumeration" : string.Join(" or ", schema.Types));
}
