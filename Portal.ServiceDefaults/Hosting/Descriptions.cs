using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Portal.ServiceDefaults;

/// <summary>OpenAPI documents in the words of the slices: named after them, with their summaries and their refusals.</summary>
public static class Descriptions
{
    private const string AnyRefusal = "4XX";

    private static readonly ConcurrentDictionary<string, IReadOnlyList<(string Name, string Summary)>> Summaries = [];

    /// <summary>Name of the document without what is reached from inside only.</summary>
    public const string Public = "public";

    public static void DescribeSlices(this OpenApiOptions options)
    {
        if (options.DocumentName == Public)
            options.ShouldInclude = operation =>
                operation.RelativePath?.StartsWith("management/", StringComparison.Ordinal) is false;
        options.CreateSchemaReferenceId = SchemaName;
        options.DescribeAccess();
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                var metadata = context.Description.ActionDescriptor.EndpointMetadata;
                if (metadata.OfType<MethodInfo>().FirstOrDefault() is not { DeclaringType: { } slice } handler)
                    return Task.CompletedTask;
                operation.OperationId ??=
                    NameOf(slice)
                    + (handler.Name == "Handle" ? "" : handler.Name)
                    + (HttpMethods.IsHead(context.Description.HttpMethod ?? "") ? "Head" : "");
                operation.Summary ??= SummaryOf(slice, handler);
                AddRefusals(operation, handler);
                return Task.CompletedTask;
            }
        );
        options.AddSchemaTransformer(
            (schema, context, _) =>
            {
                MakeNullablesOptional(schema, context.JsonTypeInfo);
                DescribeTexts(schema, context);
                return Task.CompletedTask;
            }
        );
    }

    /// <summary>What may be null may also be missing: the framework calls every parameter of a record required.</summary>
    private static void MakeNullablesOptional(OpenApiSchema schema, JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (
                property.AssociatedParameter is { IsNullable: true }
                || Nullable.GetUnderlyingType(property.PropertyType) is not null
            )
                schema.Required?.Remove(property.Name);
    }

    /// <summary>The framework knows nothing of what a converter of ours reads: that texts may be null, or that a list is one of texts.</summary>
    private static void DescribeTexts(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (context.JsonTypeInfo.Type == typeof(string))
        {
            schema.Type = JsonSchemaType.String;
            if (context.JsonPropertyInfo is { } property && (property.IsGetNullable || property.IsSetNullable))
                schema.Type |= JsonSchemaType.Null;
        }
        else if (context.JsonTypeInfo.ElementType == typeof(string))
        {
            var text = new OpenApiSchema { Type = JsonSchemaType.String };
            if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Dictionary)
                schema.AdditionalProperties ??= text;
            else
                schema.Items ??= text;
        }
    }

    /// <summary>A record inside a slice by both names: every slice has a <c>Request</c>.</summary>
    private static string? SchemaName(JsonTypeInfo type) =>
        type.Type is { DeclaringType: { } slice, IsGenericType: false } inner
            ? NameOf(slice) + inner.Name
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    /// <summary>
    /// An operator's slice is named with its room where customers have one of the same name: of two schemas of one name the
    /// document would describe the first for both.
    /// </summary>
    private static string NameOf(Type slice)
    {
        const string management = "Management";
        var room = slice.Namespace ?? "";
        return
            room.EndsWith("." + management, StringComparison.Ordinal)
            && slice.Assembly.GetType($"{room[..^management.Length]}Customer.{slice.Name}") is not null
            ? management + slice.Name
            : slice.Name;
    }

    private static void AddRefusals(OpenApiOperation operation, MethodInfo handler)
    {
        if (operation.Responses is not { } responses || !responses.TryGetValue("401", out var problem))
            return;
        if (operation.RequestBody is not null || operation.Parameters is { Count: > 0 })
            responses.TryAdd(
                "400",
                new OpenApiResponse
                {
                    Description = "The request is not of this form; errors says where.",
                    Content = problem.Content,
                }
            );
        if (
            handler
                .ReturnType.GenericTypeArguments.SelectMany(result => result.GenericTypeArguments)
                .Contains(typeof(ProblemHttpResult))
        )
            responses.TryAdd(
                AnyRefusal,
                new OpenApiResponse
                {
                    Description =
                        "Refused; code says why. 404: there is no such thing here. 409: as things are now. 422: never in this form.",
                    Content = problem.Content,
                }
            );
    }

    /// <summary>Of the handler, where a slice has several, or of the slice.</summary>
    private static string? SummaryOf(Type slice, MethodInfo handler)
    {
        var file = Path.ChangeExtension(slice.Assembly.Location, "xml");
        var known = File.Exists(file) ? Summaries.GetOrAdd(file, Read) : [];
        return known
            .FirstOrDefault(member =>
                member.Name.StartsWith($"M:{slice.FullName}.{handler.Name}(", StringComparison.Ordinal)
            )
            .Summary
            ?? known.FirstOrDefault(member => member.Name == $"T:{slice.FullName}").Summary;
    }

    private static List<(string Name, string Summary)> Read(string file) =>
        [
            .. from member in XDocument.Load(file).Descendants("member")
            where member.Element("summary") is not null
            select (
                member.Attribute("name")!.Value,
                string.Join(
                    ' ',
                    member.Element("summary")!.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                )
            ),
        ];
}
