using System.CommandLine;
using System.Text.Json;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

internal static class AccountCommands
{
    public static Command Create() => new("account", "Customer accounts and their members.") { List() };

    private static Command List() => new Command("list", "All customer accounts with their members.").Runs(async (session, cancellationToken) =>
    {
        var accounts = await session.Client.Accounts(cancellationToken);
        session.Show(accounts, () =>
        {
            var table = Drawing.Table("Id", "Account", "Kind", "Member", "E-mail", "Role");
            foreach (var account in accounts)
            {
                table.Add(account.Text("id"), account.Text("name"), account.Text("kind"), "", "", "");
                foreach (var member in Members(account))
                    table.Add(member.Text("id"), "", "", member.Text("displayName"), member.Text("email"), member.Text("role"));
            }
            return table;
        });
    });

    public static IEnumerable<JsonElement> Members(JsonElement account) =>
        account.TryGetProperty("members", out var members) && members.ValueKind == JsonValueKind.Array ? members.EnumerateArray() : [];
}
