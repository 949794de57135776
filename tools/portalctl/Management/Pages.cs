using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Portal.Ctl.Management;

internal static class Pages
{
    private const int PageSize = 500;

    /// <summary>Everything under an address, as it comes: from a plain list, or page by page (<c>items</c>, <c>next</c>).</summary>
    public static async IAsyncEnumerable<JsonElement> Stream(
        this ManagementClient client,
        Service service,
        string path,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var first = path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + $"size={PageSize}";
        for (var address = first; address is not null; )
        {
            var page = await client.Get(service, address, cancellationToken);
            foreach (
                var row in (page.ValueKind == JsonValueKind.Array ? page : page.GetProperty("items")).EnumerateArray()
            )
                yield return row;
            var next =
                page.ValueKind == JsonValueKind.Object && page.TryGetProperty("next", out var cursor)
                    ? cursor.GetString()
                    : null;
            address = next is null ? null : $"{first}&cursor={Uri.EscapeDataString(next)}";
        }
    }

    public static async Task<IReadOnlyList<JsonElement>> All(
        this ManagementClient client,
        Service service,
        string path,
        CancellationToken cancellationToken
    ) => await client.Stream(service, path, cancellationToken).ToListAsync(cancellationToken);

    public static IAsyncEnumerable<JsonElement> Licenses(
        this ManagementClient client,
        CancellationToken cancellationToken
    ) => client.Stream(Service.License, "/management/licenses", cancellationToken);

    public static Task<IReadOnlyList<JsonElement>> Policies(
        this ManagementClient client,
        CancellationToken cancellationToken
    ) => client.All(Service.License, "/management/policies", cancellationToken);

    public static Task<IReadOnlyList<JsonElement>> Products(
        this ManagementClient client,
        CancellationToken cancellationToken
    ) => client.All(Service.License, "/management/products", cancellationToken);

    public static IAsyncEnumerable<JsonElement> Customers(
        this ManagementClient client,
        CancellationToken cancellationToken
    ) => client.Stream(Service.Identity, "/management/accounts", cancellationToken);
}
