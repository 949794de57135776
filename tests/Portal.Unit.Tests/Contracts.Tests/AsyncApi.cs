using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Portal.Contracts.Tests;

/// <summary>The events as an AsyncAPI 3.0 document, made from the contracts and their comments.</summary>
internal static partial class AsyncApi
{
    private static readonly NullabilityInfoContext Nullability = new();
    private static readonly Dictionary<string, string> Comments = XDocument
        .Load(Path.ChangeExtension(ContractTypes.Assembly.Location, ".xml"))
        .Descendants("member")
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => Plain(member.Element("summary")!));

    public static string Document()
    {
        var yaml = new StringBuilder(
            """
            asyncapi: 3.0.0
            info:
              title: Events of the license portal
              version: 1.0.0
              description: >-
                Facts for the vendor's other services. One durable fanout exchange per event: bind a queue of your own.
                Bodies are raw JSON; members may be added, none ever changes or goes. Delivery is at least once under a
                stable message id, in no particular order.
            defaultContentType: application/json
            servers:
              broker:
                host: rabbitmq
                protocol: amqp
                protocolVersion: 0.9.1

            """.ReplaceLineEndings("\n")
        );
        Section(yaml, "channels", ContractTypes.Events, Channel);
        Section(yaml, "operations", ContractTypes.Events, Operation);
        yaml.Append("components:\n");
        Section(yaml, "  messages", ContractTypes.Events, Message);
        Section(yaml, "  schemas", ContractTypes.All, Schema);
        return yaml.ToString();
    }

    private static void Section(StringBuilder yaml, string name, IEnumerable<Type> types, Func<Type, string> part)
    {
        yaml.Append(name).Append(":\n");
        foreach (var type in types)
            yaml.Append(part(type));
    }

    private static string Channel(Type type) =>
        $"""
              {Key(type)}:
                address: {Exchange(type)}
                messages:
                  event:
                    $ref: '#/components/messages/{Key(type)}'
                bindings:
                  amqp:
                    is: routingKey
                    exchange:
                      name: {Exchange(type)}
                      type: fanout
                      durable: true

            """.ReplaceLineEndings("\n");

    private static string Operation(Type type) =>
        $"""
              publish{Key(type)}:
                action: send
                channel:
                  $ref: '#/channels/{Key(type)}'

            """.ReplaceLineEndings("\n");

    private static string Message(Type type) =>
        $"""
                {Key(type)}:
                  name: {Exchange(type)}
                  summary: {Text(Comment("T", type.FullName!))}
                  contentType: application/json
                  headers:
                    type: object
                    required: [cloudEvents_specversion, cloudEvents_id, cloudEvents_source, cloudEvents_type, cloudEvents_subject, cloudEvents_time]
                    properties:
                      cloudEvents_specversion: {"{"} type: string, const: "1.0" {"}"}
                      cloudEvents_id: {"{"} type: string, format: uuid {"}"}
                      cloudEvents_source: {"{"} type: string, format: uri-reference {"}"}
                      cloudEvents_type: {"{"} type: string, const: {Exchange(type)} {"}"}
                      cloudEvents_subject: {"{"} type: string, format: uuid {"}"}
                      cloudEvents_time: {"{"} type: string, format: date-time {"}"}
                      traceparent: {"{"} type: string {"}"}
                  payload:
                    $ref: '#/components/schemas/{Key(type)}'

            """.ReplaceLineEndings("\n");

    private static string Schema(Type type)
    {
        var yaml = new StringBuilder()
            .Append("    ")
            .Append(Key(type))
            .Append(":\n      description: ")
            .Append(Text(Comment("T", type.FullName!)))
            .Append('\n');
        if (type.IsEnum)
            return yaml.Append("      type: string\n      enum: [")
                .AppendJoin(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))
                .Append("]\n")
                .ToString();
        yaml.Append("      type: object\n");
        var properties = type.GetProperties();
        if (properties.Where(IsRequired).Select(Name).ToList() is { Count: > 0 } required)
            yaml.Append("      required: [").AppendJoin(", ", required).Append("]\n");
        yaml.Append("      properties:\n");
        foreach (var property in properties)
        {
            yaml.Append("        ")
                .Append(Name(property))
                .Append(":\n")
                .Append(Kind(property.PropertyType, "          "));
            if (Comment("P", $"{type.FullName}.{property.Name}") is { Length: > 0 } comment)
                yaml.Append("          description: ").Append(Text(comment)).Append('\n');
        }
        return yaml.ToString();
    }

    private static string Kind(Type type, string indent)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ContractTypes.ElementOf(type) is { } element)
            return $"{indent}type: array\n{indent}items:\n{Kind(element, indent + "  ")}";
        return indent
            + type switch
            {
                _ when type == typeof(Guid) => "type: string\n" + indent + "format: uuid\n",
                _ when type == typeof(DateTimeOffset) => "type: string\n" + indent + "format: date-time\n",
                _ when type == typeof(int) => "type: integer\n" + indent + "format: int32\n",
                _ when type == typeof(long) => "type: integer\n" + indent + "format: int64\n",
                _ when type == typeof(bool) => "type: boolean\n",
                _ when type == typeof(string) => "type: string\n",
                _ => $"$ref: '#/components/schemas/{Key(type)}'\n",
            };
    }

    private static bool IsRequired(PropertyInfo property) =>
        property.IsDefined(typeof(RequiredMemberAttribute))
        || (
            property
                .DeclaringType!.GetConstructors()
                .Any(made => made.GetParameters().Any(parameter => parameter.Name == property.Name))
            && (
                property.PropertyType.IsValueType
                    ? Nullable.GetUnderlyingType(property.PropertyType) is null
                    : Nullability.Create(property).ReadState != NullabilityState.Nullable
            )
        );

    private static string Name(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static string Key(Type type) => ContractTypes.NameOf(type).Replace(".", "", StringComparison.Ordinal);

    private static string Exchange(Type type) =>
        $"{type.Namespace!.Replace(".Contracts", "", StringComparison.Ordinal).ToLowerInvariant()}.{JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name)}";

    private static string Comment(string kind, string member) => Comments.GetValueOrDefault($"{kind}:{member}", "");

    private static string Plain(XElement summary)
    {
        foreach (
            var reference in summary.Descendants().Where(element => element.Attribute("cref") is not null).ToList()
        )
            reference.ReplaceWith(
                JsonNamingPolicy.CamelCase.ConvertName(reference.Attribute("cref")!.Value.Split('.')[^1])
            );
        return Spaces().Replace(summary.Value, " ").Trim();
    }

    private static string Text(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
