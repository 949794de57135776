using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.ServiceDefaults;

/// <summary>How events look on the wire: JSON, camelCase, enums by name, unknown members ignored.</summary>
public static class Wire
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
