using System.Globalization;
using System.Text.Json.Nodes;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>Usage data that a program sent.</summary>
internal sealed class TelemetryRecord
{
    public static readonly TimeSpan Retention = TimeSpan.FromDays(90);
    private static readonly string[] Secrets =
    [
        "api_key",
        "license_key",
        "licenseKey",
        "key",
        "idempotencyKey",
        "idempotency_key",
    ];

    public required Guid Id { get; init; }
    public required Guid ProductId { get; init; }

    /// <summary>Null: it named no license of the product.</summary>
    public Guid? LicenseId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>It has a group, a supported type and the values of that type.</summary>
    public required bool WellFormed { get; init; }

    /// <summary>A JSON object with every field but the keys.</summary>
    public required string Content { get; init; }

    public static TelemetryRecord Of(RequestFields fields, Guid productId, Guid? licenseId, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            ProductId = productId,
            LicenseId = licenseId,
            At = now,
            WellFormed = !Errors(fields).Any(),
            Content = new JsonObject(
                fields
                    .Where(field => !Secrets.Contains(field.Key))
                    .Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value))
            ).ToJsonString(),
        };

    /// <summary>What is missing or wrong, by field.</summary>
    public static IEnumerable<(string Field, string Message)> Errors(RequestFields fields)
    {
        if (fields["data_group"] is null)
            yield return ("data_group", "Say which group it belongs to.");
        (string[] Numbers, string[] Texts)? kind = fields["data_type"] switch
        {
            "numeric-single-value" => (["numeric_data_single_value"], []),
            "numeric-xy-axis" => (["numeric_data_x", "numeric_data_y"], []),
            "text" => ([], ["text_data"]),
            _ => null,
        };
        if (kind is not { } expected)
        {
            yield return ("data_type", "This is none of numeric-single-value, numeric-xy-axis and text.");
            yield break;
        }
        foreach (var name in expected.Numbers.Where(name => !IsNumber(fields[name])))
            yield return (name, "This is no number.");
        foreach (var name in expected.Texts.Where(name => fields[name] is null))
            yield return (name, "This is missing.");
    }

    private static bool IsNumber(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number);
}
