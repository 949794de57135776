using Portal.Activations.Data;
using Portal.Activations.KeyManager;

namespace Portal.Activations.Features.KeyManager;

/// <summary>Keeps what a program tells about its use: 830, or 831 if it is of no known kind. Both are kept for ninety days.</summary>
internal static class SendTelemetry
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapOperation("POST", "/send-telemetry", Operation.Telemetry, Handle);
        group.MapOperation("POST", "/send-telemetry-data", Operation.Telemetry, Handle);
    }

    private static async Task<Reply> Handle(KeyManagerCall call, ActivationDb db, LicenseCache licenses, TimeProvider clock, CancellationToken cancellationToken)
    {
        var product = call.Caller!.Product;
        var license = await licenses.Find(call.KeyHash, cancellationToken);
        var record = TelemetryRecord.Of(call.Fields!, product.Id, license?.License.ProductId == product.Id ? license.License.Id : null, clock.GetUtcNow());
        db.Add(record);
        await db.SaveChangesAsync(cancellationToken);
        return record.WellFormed ? new(KeyManagerCode.TelemetrySaved, "Saved.") : new(KeyManagerCode.TelemetryMalformed, "Saved, but it is of no known kind or lacks a value.");
    }
}
