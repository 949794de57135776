using System.Text.Json.Nodes;
using Portal.Activations.Data;
using Portal.Activations.Validation.Cache;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>Stores usage data of a program: 830, or 831 with what is malformed. Both are kept for ninety days.</summary>
internal static class SendTelemetry
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapOperation("POST", "/send-telemetry", Operation.Telemetry, Handle);
        group.MapOperation("POST", "/send-telemetry-data", Operation.Telemetry, Handle);
    }

    private static async Task<Reply> Handle(
        KeyManagerCall call,
        ActivationDb db,
        LicenseCache licenses,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var product = call.Caller!.Product;
        var license = await licenses.Find(call.Key, cancellationToken);
        var record = TelemetryRecord.Of(
            call.Fields!,
            product.Id,
            license?.License.ProductId == product.Id ? license.License.Id : null,
            clock.GetUtcNow()
        );
        db.Add(record);
        await db.SaveChangesAsync(cancellationToken);
        // An empty list or else an object: clients expect exactly this.
        return record.WellFormed
            ? new(KeyManagerCode.TelemetrySaved, "Saved.") { Fields = new() { ["errors"] = new JsonArray() } }
            : new(KeyManagerCode.TelemetryMalformed, "Saved, but not in the right form.")
            {
                Fields = new() { ["errors"] = Errors(call.Fields!) },
            };
    }

    private static JsonObject Errors(RequestFields fields) =>
        new(
            TelemetryRecord
                .Errors(fields)
                .Select(error => KeyValuePair.Create(error.Field, (JsonNode?)new JsonArray(error.Message)))
        );
}
