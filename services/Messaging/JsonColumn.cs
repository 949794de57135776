using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.ServiceDefaults;

namespace Portal.Messaging;

/// <summary>Columns that hold a value whole, as jsonb: a new member of the value needs no new column.</summary>
public static class JsonColumn
{
    // With nulls, because a required member that is left out could not be read back.
    private static readonly JsonSerializerOptions Options = new(Wire.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    public static void AsJson<T>(this PropertyBuilder<T> property) =>
        property
            .HasColumnType("jsonb")
            .HasConversion(
                value => Write(value),
                json => Read<T>(json),
                // Compared by what is stored: two lists of the same items are the same.
                new ValueComparer<T>(
                    (one, other) => Write(one) == Write(other),
                    value => Write(value).GetHashCode(StringComparison.Ordinal),
                    value => Read<T>(Write(value))
                )
            );

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;
}
