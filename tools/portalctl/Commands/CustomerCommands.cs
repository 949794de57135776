using System.CommandLine;
using System.Text.Json;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

internal static class CustomerCommands
{
    private static readonly Argument<string> Customer = new("customer") { Description = "Its name or its id." };

    public static Command Create() =>
        new("customer", "Customers: persons or organizations that own licenses, and their members.")
        {
            List(),
            Show(),
            New(),
            Members(),
            AddMember(),
        };

    private static Command List()
    {
        var search = new Option<string?>("--search")
        {
            Description = "Only those with this in their name.",
            HelpName = "TEXT",
        };
        return new Command("list", "All customers.") { search }.Runs(
            async (session, cancellationToken) =>
            {
                var filter = session.Get(search) is { } text ? "?search=" + Uri.EscapeDataString(text) : "";
                var customers = await session.Client.All(
                    Service.Identity,
                    "/management/accounts" + filter,
                    cancellationToken
                );
                session.Show(customers, () =>
                {
                    var table = Drawing.Table("Id", "Customer", "Kind", "Members", "Since");
                    foreach (var customer in customers)
                        table.Add(
                            customer.Text("id"),
                            customer.Text("name"),
                            customer.Text("kind"),
                            $"{customer.GetProperty("members").GetArrayLength()}",
                            customer.Time("createdAt")
                        );
                    return table;
                });
            }
        );
    }

    private static Command Show() =>
        new Command("show", "One customer with its members.") { Customer }.Runs(
            async (session, cancellationToken) =>
            {
                var customer = await Named.Customer(session.Client, session.Get(Customer), cancellationToken);
                session.Show(customer, () => new Spectre.Console.Rows(
                        new Facts
                        {
                            ["Customer"] = customer.Text("id"),
                            ["Name"] = customer.Text("name"),
                            ["Kind"] = customer.Text("kind"),
                            ["Since"] = customer.Time("createdAt"),
                        }.Grid,
                        TableOf(customer)
                    ));
            }
        );

    private static Command Members() =>
        new Command("members", "The members of a customer.") { Customer }.Runs(
            async (session, cancellationToken) =>
            {
                var customer = await Named.Customer(session.Client, session.Get(Customer), cancellationToken);
                session.Show(customer.GetProperty("members"), () => TableOf(customer));
            }
        );

    private static Command New()
    {
        var name = new Argument<string>("name") { Description = "Of the person or the organization." };
        var kind = new Option<string>("--kind")
        {
            Description = "What it is.",
            HelpName = "individual|organization",
            Required = true,
        };
        kind.AcceptOnlyFromAmong("individual", "organization");
        return new Command("create", "Add a customer.") { name, kind }.Runs(
            async (session, cancellationToken) =>
            {
                var customer = await session.Client.Post(
                    Service.Identity,
                    "/management/accounts",
                    new
                    {
                        Id = Guid.CreateVersion7(),
                        Name = session.Get(name),
                        Kind = session.Get(kind),
                    },
                    cancellationToken
                );
                session.Show(customer, () => new Facts
                    {
                        ["Customer"] = customer.Text("id"),
                        ["Name"] = customer.Text("name"),
                        ["Kind"] = customer.Text("kind"),
                    }.Grid);
            }
        );
    }

    private static Command AddMember()
    {
        var email = new Option<string>("--email")
        {
            Description = "The address that they sign in with.",
            HelpName = "ADDRESS",
            Required = true,
        };
        var name = new Option<string>("--name")
        {
            Description = "What they are called.",
            HelpName = "NAME",
            Required = true,
        };
        var role = new Option<string>("--role")
        {
            Description = "What they may do.",
            HelpName = "owner|admin|member",
            DefaultValueFactory = _ => "member",
        };
        role.AcceptOnlyFromAmong("owner", "admin", "member");
        var password = new Option<bool>("--password-stdin")
        {
            Description = "Read a password from standard input. Without one they sign in by a code.",
        };
        return new Command("add-member", "Add a member to a customer.") { Customer, email, name, role, password }.Runs(
            async (session, cancellationToken) =>
            {
                var customer = await Named.Customer(session.Client, session.Get(Customer), cancellationToken);
                var member = await session.Client.Post(
                    Service.Identity,
                    $"/management/accounts/{customer.Text("id")}/members",
                    new
                    {
                        Email = session.Get(email),
                        DisplayName = session.Get(name),
                        Role = session.Get(role),
                        Password = session.Get(password) ? Console.In.ReadLine() : null,
                    },
                    cancellationToken
                );
                session.Show(member, () => new Facts
                    {
                        ["Member"] = member.Text("id"),
                        ["Name"] = member.Text("displayName"),
                        ["E-mail"] = member.Text("email"),
                        ["Role"] = member.Text("role"),
                        ["Customer"] = customer.Text("name"),
                    }.Grid);
            }
        );
    }

    private static Spectre.Console.Table TableOf(JsonElement customer)
    {
        var table = Drawing.Table("Id", "Member", "E-mail", "Role");
        foreach (var member in customer.GetProperty("members").EnumerateArray())
            table.Add(member.Text("id"), member.Text("displayName"), member.Text("email"), member.Text("role"));
        return table;
    }
}
