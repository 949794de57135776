using System.Text.Json;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

internal sealed record Owner(Guid AccountId, IReadOnlyList<Guid> MemberIds);

/// <summary>Finds accounts and members by what a person calls them; an id is taken as it is.</summary>
internal static class Owners
{
    public static async Task<Owner> Find(ManagementClient client, string account, IReadOnlyList<string> members, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(account, out var id) && members.All(member => Guid.TryParse(member, out _)))
            return new Owner(id, [.. members.Select(Guid.Parse)]);
        var accounts = await client.Accounts(cancellationToken);
        var found = One(accounts, account, "account", "name");
        return new Owner(found.GetProperty("id").GetGuid(),
            [.. members.Select(member => One([.. AccountCommands.Members(found)], member, "member", "email").GetProperty("id").GetGuid())]);
    }

    private static JsonElement One(IReadOnlyList<JsonElement> rows, string wanted, string kind, string name)
    {
        var found = rows.Where(row => row.Text("id") == wanted || string.Equals(row.Text(name), wanted, StringComparison.OrdinalIgnoreCase)).ToList();
        return found is [var row] ? row : throw new UsageException(found.Count == 0
            ? $"There is no {kind} \"{wanted}\"."
            : $"Several {kind}s are called \"{wanted}\"; give the id of one: {string.Join(", ", found.Select(r => r.Text("id")))}.");
    }
}
