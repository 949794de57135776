using System.CommandLine;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

internal static class AssignLicenseCommand
{
    private static readonly Argument<Guid> License = new("license") { Description = "Id of the license." };
    private static readonly Option<string> Customer = new("--customer")
    {
        Description = "Who owns it: name or id.",
        HelpName = "CUSTOMER",
        Required = true,
    };
    private static readonly Option<string[]> Members = new("--member")
    {
        Description = "Member who uses it: e-mail or id; may be repeated. Without: nobody in particular.",
        HelpName = "MEMBER",
    };

    public static Command Create() =>
        new Command("assign", "Give a license to a customer and to members of it.") { License, Customer, Members }.Runs(
            async (session, cancellationToken) =>
            {
                var owner = await Named.Customer(session.Client, session.Get(Customer)!, cancellationToken);
                var answer = await session.Client.Post(
                    Service.License,
                    $"/management/licenses/{session.Get(License)}/assign",
                    new
                    {
                        AccountId = owner.GetProperty("id").GetGuid(),
                        AssigneeIds = Named.Members(owner, session.Get(Members) ?? []),
                    },
                    cancellationToken
                );
                session.Show(ShownLicense.WithoutKey(answer), () => ShownLicense.Facts(answer));
            }
        );
}
