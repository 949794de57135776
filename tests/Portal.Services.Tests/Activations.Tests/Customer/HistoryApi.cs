using System.Text.Json.Nodes;

namespace Portal.Activations.Tests.Customer;

/// <summary>The history of a license or a device, as its customer reads it.</summary>
internal static class HistoryApi
{
    public static object Past(Desk desk, string identifier, int days, int deactivatedAfter)
    {
        var firstSeenAt = DateTimeOffset.UtcNow.AddDays(-days);
        return new
        {
            licenseId = desk.License.Id,
            identifier,
            kind = "hardware",
            firstSeenAt,
            deactivatedAt = firstSeenAt.AddDays(deactivatedAfter),
            deactivatedBy = "expiry",
        };
    }

    public static (string, string, string?) Shown(this JsonObject entry) =>
        (entry["action"]!.GetValue<string>(), entry["by"]!.GetValue<string>(), entry["device"]?.GetValue<string>());

    public static async Task<List<JsonObject>> History(this Desk desk, string of, int size = 100)
    {
        var (entries, cursor) = (new List<JsonObject>(), "");
        do
        {
            var page = await desk.Customer.Get($"/api/activation/{of}/history?size={size}{cursor}");
            entries.AddRange(page["items"]!.AsArray().Select(entry => entry!.AsObject()));
            cursor = page["next"] is { } next ? $"&cursor={next}" : null;
        } while (cursor is not null);
        return entries;
    }
}
