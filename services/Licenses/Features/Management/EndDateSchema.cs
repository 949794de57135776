using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Portal.Licenses.Domain;

namespace Portal.Licenses.Features.Management;

internal static class EndDateSchema
{
    /// <summary>To programs an <see cref="EndDate"/> is a text.</summary>
    public static void DescribeEndDates(this OpenApiOptions options) =>
        options.AddSchemaTransformer(
            (schema, context, _) =>
            {
                // Whether it may be null is said where it is a member.
                if (
                    (Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type)
                    == typeof(EndDate)
                )
                {
                    schema.Type = JsonSchemaType.String;
                    schema.Description ??=
                        "An instant with its offset from UTC (RFC 3339), or a date: then its last second in the vendor's time zone.";
                }
                return Task.CompletedTask;
            }
        );
}
