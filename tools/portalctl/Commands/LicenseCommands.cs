using System.CommandLine;
using System.Text.Json.Nodes;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

internal static class LicenseCommands
{
    private static readonly Argument<Guid> Id = new("license") { Description = "Id of the license." };
    private static readonly Option<string?> State = new("--state")
    {
        Description = "Only licenses in this state.",
        HelpName = "STATE",
    };
    private static readonly Option<string?> Customer = new("--customer")
    {
        Description = "Only licenses of this customer: its name or its id.",
        HelpName = "CUSTOMER",
    };
    private static readonly Option<string?> Product = new("--product")
    {
        Description = "Only licenses for this product: its slug or its id.",
        HelpName = "PRODUCT",
    };
    private static readonly Option<string?> Search = new("--search")
    {
        Description = "Only licenses with this in their key.",
        HelpName = "TEXT",
    };

    public static Command Create() =>
        new("license", "Licenses: issue them and everything that can happen to them.")
        {
            List(),
            Show(),
            IssueLicenseCommand.Create(),
            AssignLicenseCommand.Create(),
            LicenseActionCommands.Suspend(),
            LicenseActionCommands.Reinstate(),
            LicenseActionCommands.Renew(),
            LicenseActionCommands.Revoke(),
            LicenseChangeCommands.Limit(),
            LicenseChangeCommands.Entitlements(),
            LicenseChangeCommands.Metadata(),
            LicenseChangeCommands.Maintenance(),
        };

    private static Command List()
    {
        State.AcceptOnlyFromAmong("available", "assigned", "active", "suspended", "expired", "revoked");
        return new Command("list", "All licenses, or those that the filters leave.")
        {
            State,
            Customer,
            Product,
            Search,
        }.Runs(
            async (session, cancellationToken) =>
            {
                var filters = new List<string>();
                if (session.Get(State) is { } state)
                    filters.Add("state=" + state);
                if (session.Get(Customer) is { } customer)
                    filters.Add(
                        "accountId=" + (await Named.Customer(session.Client, customer, cancellationToken)).Text("id")
                    );
                if (session.Get(Product) is { } product)
                    filters.Add(
                        "productId=" + (await Named.Product(session.Client, product, cancellationToken)).Text("id")
                    );
                if (session.Get(Search) is { } search)
                    filters.Add("search=" + Uri.EscapeDataString(search));
                var licenses = new List<JsonObject>();
                await foreach (
                    var license in session.Client.Stream(
                        Service.License,
                        "/management/licenses?" + string.Join('&', filters),
                        cancellationToken
                    )
                )
                    licenses.Add(ShownLicense.WithoutKey(license));
                session.Show(licenses, () => ShownLicense.Table(licenses));
            }
        );
    }

    private static Command Show()
    {
        var key = new Option<bool>("--key") { Description = "With its key. Terminals are logged and looked at." };
        return new Command("show", "One license.") { Id, key }.Runs(
            async (session, cancellationToken) =>
            {
                var answer = await session.Client.Get(
                    Service.License,
                    $"/management/licenses/{session.Get(Id)}",
                    cancellationToken
                );
                session.Show(session.Get(key) ? answer : ShownLicense.WithoutKey(answer), () =>
                    ShownLicense.Facts(answer, session.Get(key))
                );
            }
        );
    }
}
