using System.Globalization;
using System.Text.Json.Nodes;

namespace Portal.Activations.KeyManager;

/// <summary>What a program told about its use.</summary>
internal sealed class TelemetryRecord
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);
    private static readonly string[] Secrets = ["api_key", "license_key", "licenseKey", "key", "idempotencyKey", "idempotency_key"];

    public required Guid Id { get; init; }
    public required Guid ProductId { get; init; }

    /// <summary>Null: it named no license of the product.</summary>
    public Guid? LicenseId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>It is of one of the kinds that are known, with the values of that kind.</summary>
    public required bool WellFormed { get; init; }

    /// <summary>A JSON object with every field but the keys.</summary>
    public required string Content { get; init; }

    public static TelemetryRecord Of(RequestFields fields, Guid productId, Guid? licenseId, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        ProductId = productId,
        LicenseId = licenseId,
        At = now,
        WellFormed = IsWellFormed(fields),
        Content = new JsonObject(fields.Where(field => !Secrets.Contains(field.Key)).Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value))).ToJsonString(),
    };

    private static bool IsWellFormed(RequestFields fields) => fields["data_type"] switch
    {
        "numeric-single-value" => IsNumber(fields["numeric_data_single_value"]),
        "numeric-xy-axis" => IsNumber(fields["numeric_data_x"]) && IsNumber(fields["numeric_data_y"]),
        "text" => fields["text_data"] is not null,
        _ => false,
    };

    private static bool IsNumber(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
}
