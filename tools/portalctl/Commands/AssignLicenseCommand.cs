using System.CommandLine;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

internal static class AssignLicenseCommand
{
    private static readonly Argument<Guid> License = new("license") { Description = "Id of the license." };
    private static readonly Option<string> Account = new("--account") { Description = "Account that owns it: its id or its name.", HelpName = "ACCOUNT", Required = true };
    private static readonly Option<string[]> Members = new("--member") { Description = "Member who uses it: id or e-mail; may be repeated. Without: nobody in particular.", HelpName = "MEMBER" };

    public static Command Create() => new Command("assign", "Give a license to an account and to members of it.") { License, Account, Members }
        .Runs(async (session, cancellationToken) =>
        {
            var owner = await Owners.Find(session.Client, session.Get(Account)!, session.Get(Members) ?? [], cancellationToken);
            var answer = await session.Client.Post(Service.License, $"/management/licenses/{session.Get(License)}/assign",
                new { owner.AccountId, AssigneeIds = owner.MemberIds }, cancellationToken);
            session.Show(ShownLicense.WithoutKey(answer), () => ShownLicense.Facts(answer));
        });
}
