using System.Text.Json;

namespace Portal.Ctl.Management;

internal static class Pages
{
    private const int PageSize = 500;

    /// <summary>Everything under an address: from a plain list, or page by page (<c>items</c>, <c>next</c>).</summary>
    public static async Task<IReadOnlyList<JsonElement>> All(this ManagementClient client, Service service, string path, CancellationToken cancellationToken)
    {
        var rows = new List<JsonElement>();
        for (string? cursor = null; ;)
        {
            var page = await client.Get(service, $"{path}?size={PageSize}{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}", cancellationToken);
            rows.AddRange((page.ValueKind == JsonValueKind.Array ? page : page.GetProperty("items")).EnumerateArray());
            cursor = page.ValueKind == JsonValueKind.Object && page.TryGetProperty("next", out var next) ? next.GetString() : null;
            if (cursor is null)
                return rows;
        }
    }

    public static Task<IReadOnlyList<JsonElement>> Licenses(this ManagementClient client, CancellationToken cancellationToken) =>
        client.All(Service.License, "/management/licenses", cancellationToken);

    public static Task<IReadOnlyList<JsonElement>> Policies(this ManagementClient client, CancellationToken cancellationToken) =>
        client.All(Service.License, "/management/policies", cancellationToken);

    public static Task<IReadOnlyList<JsonElement>> Products(this ManagementClient client, CancellationToken cancellationToken) =>
        client.All(Service.License, "/management/products", cancellationToken);

    public static Task<IReadOnlyList<JsonElement>> Accounts(this ManagementClient client, CancellationToken cancellationToken) =>
        client.All(Service.Identity, "/management/accounts", cancellationToken);
}
