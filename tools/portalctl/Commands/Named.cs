using System.Text.Json;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

/// <summary>Finds things by what a person calls them: a slug, a name, an e-mail address, or the id.</summary>
internal static class Named
{
    public static async Task<JsonElement> Product(
        ManagementClient client,
        string wanted,
        CancellationToken cancellationToken
    ) => One(await client.Products(cancellationToken), wanted, "product", "slug");

    public static async Task<JsonElement> Policy(
        ManagementClient client,
        string wanted,
        CancellationToken cancellationToken
    ) => One(await client.Policies(cancellationToken), wanted, "policy", "name");

    public static async Task<JsonElement> Customer(
        ManagementClient client,
        string wanted,
        CancellationToken cancellationToken
    ) =>
        Guid.TryParse(wanted, out var id)
            ? await client.Get(Service.Identity, $"/management/accounts/{id}", cancellationToken)
            : One(
                await client.All(
                    Service.Identity,
                    $"/management/accounts?search={Uri.EscapeDataString(wanted)}",
                    cancellationToken
                ),
                wanted,
                "customer",
                "name"
            );

    public static IReadOnlyList<Guid> Members(JsonElement customer, IEnumerable<string> wanted)
    {
        var members = customer.GetProperty("members").EnumerateArray().ToList();
        return [.. wanted.Select(member => One(members, member, "member", "email").GetProperty("id").GetGuid())];
    }

    private static JsonElement One(IReadOnlyList<JsonElement> rows, string wanted, string kind, string name)
    {
        const int few = 12;
        wanted = wanted.Normalize();
        var found = rows.Where(row =>
                row.Text("id") == wanted || string.Equals(row.Text(name), wanted, StringComparison.OrdinalIgnoreCase)
            )
            .ToList();
        return found switch
        {
            [var row] => row,
            [] when rows.Count is > 0 and <= few => throw new UsageException(
                $"There is no {kind} \"{wanted}\"; there are {string.Join(", ", rows.Select(row => row.Text(name)))}."
            ),
            [] => throw new UsageException($"There is no {kind} \"{wanted}\"."),
            _ => throw new UsageException(
                $"There are several of the name \"{wanted}\"; give the id of one: {string.Join(", ", found.Select(row => row.Text("id")))}."
            ),
        };
    }
}
