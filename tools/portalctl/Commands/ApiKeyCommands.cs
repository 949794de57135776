using System.CommandLine;
using System.Text.Json;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

internal static class ApiKeyCommands
{
    private const string NotArrived = "activation.product-unknown";

    public static Command Create() =>
        new("api-key", "Keys that programs call the KeyManager API with.") { New(), List(), Revoke() };

    private static Command New()
    {
        var product = new Argument<string>("product")
        {
            Description = "Slug or id of the product whose programs use it.",
        };
        var name = new Option<string?>("--name") { Description = "What to know it by.", HelpName = "TEXT" };
        var environment = new Option<string?>("--environment")
        {
            Description = "Only licenses of this environment.",
            HelpName = "TEXT",
        };
        var from = new Option<string[]>("--allow-ip")
        {
            Description = "An address or network that may use it; may be given several times. Default: all.",
            HelpName = "IP",
        };
        var operations = new Option<string[]>("--operation")
        {
            Description = "What it is good for, such as verify; may be given several times. Default: everything.",
            HelpName = "NAME",
        };
        var key = new Option<string?>("--key")
        {
            Description = "One that programs have already. Default: a new one.",
            HelpName = "KEY",
        };
        return new Command("create", "Make a key. It is shown once.")
        {
            product,
            name,
            environment,
            from,
            operations,
            key,
        }.Runs(
            async (session, cancellationToken) =>
            {
                var row = await Named.Product(session.Client, session.Get(product), cancellationToken);
                var made = await session.Client.Post(
                    Service.Activation,
                    "/management/api-keys",
                    new
                    {
                        ProductId = row.GetProperty("id").GetGuid(),
                        Name = session.Get(name),
                        Environment = session.Get(environment),
                        Key = session.Get(key),
                        AllowedIps = session.Get(from),
                        Operations = session.Get(operations),
                    },
                    cancellationToken,
                    NotArrived
                );
                session.Show(made, () => new Facts
                    {
                        ["API key"] = made.Text("key"),
                        ["Id"] = made.Text("id"),
                        ["Product"] = row.Text("slug"),
                    }.Grid);
                Session.Note("Keep it now: it is not shown again.");
            }
        );
    }

    private static Command List()
    {
        var product = new Option<string?>("--product")
        {
            Description = "Only of this product: slug or id.",
            HelpName = "PRODUCT",
        };
        return new Command("list", "All keys, without the keys themselves.") { product }.Runs(
            async (session, cancellationToken) =>
            {
                var of = session.Get(product) is { } wanted
                    ? "?productId=" + (await Named.Product(session.Client, wanted, cancellationToken)).Text("id")
                    : "";
                var keys = (
                    await session.Client.Get(Service.Activation, "/management/api-keys" + of, cancellationToken)
                )
                    .GetProperty("items")
                    .EnumerateArray()
                    .ToList();
                session.Show(keys, () => Drawn(keys));
            }
        );
    }

    private static Command Revoke()
    {
        var id = new Argument<Guid>("id") { Description = "Id of the key." };
        return new Command("revoke", "End a key for good, at once.") { id }.Runs(
            async (session, cancellationToken) =>
            {
                var revoked = await session.Client.Post(
                    Service.Activation,
                    $"/management/api-keys/{session.Get(id)}/revoke",
                    new { },
                    cancellationToken
                );
                session.Show(revoked, () => Drawn([revoked]));
            }
        );
    }

    private static Spectre.Console.Table Drawn(IEnumerable<JsonElement> keys)
    {
        var table = Drawing.Table(
            "Id",
            "Ends with",
            "Name",
            "Product",
            "Environment",
            "From",
            "Good for",
            "Created",
            "Revoked"
        );
        foreach (var key in keys)
            table.Add(
                key.Text("id"),
                key.Text("hint"),
                key.Text("name"),
                key.Text("productId"),
                key.Text("environment"),
                key.Text("allowedIps"),
                key.Text("operations"),
                key.Time("createdAt"),
                key.Time("revokedAt")
            );
        return table;
    }
}
