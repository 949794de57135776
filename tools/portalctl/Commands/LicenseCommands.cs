using System.CommandLine;
using Portal.Ctl.Management;
using Spectre.Console;

namespace Portal.Ctl.Commands;

internal static class LicenseCommands
{
    private static readonly Argument<Guid> Id = new("license") { Description = "Id of the license." };

    public static Command Create() => new("license", "Licenses: issue them and everything that can happen to them.")
    {
        List(), Show(), IssueLicenseCommand.Create(), AssignLicenseCommand.Create(),
        LicenseMoveCommands.Suspend(), LicenseMoveCommands.Reinstate(), LicenseMoveCommands.Renew(), LicenseMoveCommands.Revoke(),
    };

    private static Command List()
    {
        var state = new Option<string?>("--state") { Description = "Only licenses in this state.", HelpName = "STATE" };
        state.AcceptOnlyFromAmong("available", "assigned", "active", "suspended", "expired", "revoked");
        return new Command("list", "All licenses, or those in one state.") { state }.Runs(async (session, cancellationToken) =>
        {
            var licenses = (await session.Client.Licenses(cancellationToken)).Select(ShownLicense.WithoutKey)
                .Where(license => session.Get(state) is not { } wanted || string.Equals((string?)license["state"], wanted, StringComparison.OrdinalIgnoreCase)).ToList();
            session.Show(licenses, () => ShownLicense.Table(licenses));
        });
    }

    private static Command Show() => new Command("show", "One license.") { Id }.Runs(async (session, cancellationToken) =>
    {
        var answer = await session.Client.Get(Service.License, $"/management/licenses/{session.Get(Id)}", cancellationToken);
        session.Show(ShownLicense.WithoutKey(answer), () => ShownLicense.Facts(answer));
    });
}
