using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Portal.ServiceDefaults;

/// <summary>
/// Bodies as this system reads them. A missing, null or wrongly typed member is a <see cref="JsonException"/>, which the framework
/// answers with 400; so is a text that no database stores.
/// </summary>
internal static class Json
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new TextConverter());
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.TypeInfoResolver = options.TypeInfoResolver?.WithAddedModifier(RequireWhatMayNotBeNull);
    }

    /// <summary>A parameter of a record that may not be null must be sent, unless it has a default.</summary>
    private static void RequireWhatMayNotBeNull(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            property.IsRequired |=
                property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false }
                && Nullable.GetUnderlyingType(property.PropertyType) is null;
    }

    /// <summary>In Unicode normalization form C, so that what looks the same is the same; without U+0000 and lone surrogates.</summary>
    private sealed class TextConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? Plain(reader.GetString()!) : throw new JsonException();

        public override string ReadAsPropertyName(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => Plain(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value);

        private static string Plain(string text)
        {
            if (text.Contains('\0', StringComparison.Ordinal))
                throw new JsonException("U+0000 cannot be stored.");
            try
            {
                return text.Normalize(NormalizationForm.FormC);
            }
            catch (ArgumentException)
            {
                throw new JsonException("Not a text: a surrogate without its other half.");
            }
        }
    }
}
