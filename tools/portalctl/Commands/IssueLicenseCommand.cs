using System.CommandLine;
using System.Text.Json;
using Portal.Ctl.Management;
using Spectre.Console;

namespace Portal.Ctl.Commands;

internal static class IssueLicenseCommand
{
    private static readonly Option<string> Policy = new("--policy") { Description = "Policy to issue from: its id or its name.", HelpName = "POLICY", Required = true };
    private static readonly Option<string?> Account = new("--account") { Description = "Account that owns it: its id or its name. Without: nobody yet.", HelpName = "ACCOUNT" };
    private static readonly Option<string[]> Members = new("--member") { Description = "Member who uses it: id or e-mail; may be repeated.", HelpName = "MEMBER" };
    private static readonly Option<string?> Expires = new("--expires") { Description = "Instead of the policy's: a date, or a distance from now such as +365d.", HelpName = "WHEN" };
    private static readonly Option<int?> Limit = new("--limit") { Description = "Slots, instead of the policy's.", HelpName = "N" };

    public static Command Create() => new Command("issue", "Issue a license from a policy and print its key.") { Policy, Account, Members, Expires, Limit }
        .Runs(async (session, cancellationToken) =>
        {
            var policies = await session.Client.Policies(cancellationToken);
            var owner = session.Get(Account) is { } account ? await Owners.Find(session.Client, account, session.Get(Members) ?? [], cancellationToken) : null;
            if (owner is null && session.Get(Members) is { Length: > 0 })
                throw new UsageException("Members belong to an account: name it with --account.");
            // The id is made here: a request that is sent again after a lost answer does not issue a second license.
            var answer = await session.Client.Post(Service.License, "/management/licenses", new
            {
                Id = Guid.CreateVersion7(),
                PolicyId = IdOf(policies, session.Get(Policy)!),
                owner?.AccountId,
                AssigneeIds = owner?.MemberIds,
                ExpiresAt = When.Parse(session.Get(Expires)),
                ActivationLimit = session.Get(Limit),
            }, cancellationToken);
            session.Show(answer, () => new Rows(ShownLicense.Facts(answer), new Text($"\nKey: {answer.Text("key")}")));
        });

    private static string IdOf(IReadOnlyList<JsonElement> policies, string wanted)
    {
        var found = policies.Where(policy => policy.Text("id") == wanted || string.Equals(policy.Text("name"), wanted, StringComparison.OrdinalIgnoreCase)).ToList();
        return found is [var policy] ? policy.Text("id")!
            : throw new UsageException(found.Count > 1
                ? $"Several policies are named \"{wanted}\"; give the id of one: {string.Join(", ", found.Select(p => p.Text("id")))}."
                : $"There is no policy \"{wanted}\"; there are {string.Join(", ", policies.Select(p => p.Text("name")))}.");
    }
}
