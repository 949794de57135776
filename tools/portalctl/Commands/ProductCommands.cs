using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

internal static class ProductCommands
{
    private static readonly Argument<string> Product = new("product") { Description = "Its slug or its id." };

    private static readonly IReadOnlyList<Field> Fields =
    [
        Field.Text("--name", "name", "What customers read."),
        Field.Flag("--changelog-public", "changelogPublic", "Whether anybody may read its changelog."),
        Field.Text("--website", "websiteUrl", "Its web site; none for none.", "URL"),
        Field.Text("--documentation", "documentationUrl", "Its documentation; none for none.", "URL"),
        Field.Text("--support", "supportUrl", "Where its customers find help; none for none.", "URL"),
    ];

    public static Command Create() =>
        new("product", "Products that licenses are sold for.") { List(), Show(), New(), Update(), Withdraw() };

    private static Command List() =>
        new Command("list", "All products.").Runs(
            async (session, cancellationToken) =>
            {
                var products = await session.Client.Products(cancellationToken);
                session.Show(products, () =>
                {
                    var table = Drawing.Table("Id", "Slug", "Name", "Offered");
                    foreach (var product in products)
                        table.Add(product.Text("id"), product.Text("slug"), product.Text("name"), Offered(product));
                    return table;
                });
            }
        );

    private static Command Show() =>
        new Command("show", "One product.") { Product }.Runs(
            async (session, cancellationToken) =>
                Shown(session, await Named.Product(session.Client, session.Get(Product), cancellationToken))
        );

    private static Command New()
    {
        var slug = new Argument<string>("slug")
        {
            Description = "Lower-case letters, digits and hyphens. It never changes.",
        };
        return new Command("create", "Add a product.") { slug }
            .With(Fields)
            .Runs(
                async (session, cancellationToken) =>
                {
                    // The id is made here: a request that is sent again after a lost answer does not add a second one.
                    var body = Field.Merge(
                        Fields,
                        session,
                        new JsonObject { ["id"] = Guid.CreateVersion7(), ["slug"] = session.Get(slug) }
                    );
                    body["name"] ??= session.Get(slug);
                    Shown(
                        session,
                        await session.Client.Post(Service.License, "/management/products", body, cancellationToken)
                    );
                }
            );
    }

    private static Command Update() =>
        new Command("update", "Change what is given, leave the rest.") { Product }
            .With(Fields)
            .Runs(
                (session, cancellationToken) =>
                    Put(session, body => Field.Merge(Fields, session, body), cancellationToken)
            );

    private static Command Withdraw()
    {
        var undo = new Option<bool>("--undo") { Description = "Offer it again." };
        return new Command("withdraw", "Stop offering a product: none of its licenses is valid any longer.")
        {
            Product,
            undo,
        }.Runs(
            (session, cancellationToken) => Put(session, body => body["active"] = session.Get(undo), cancellationToken)
        );
    }

    private static async Task Put(Session session, Action<JsonObject> change, CancellationToken cancellationToken)
    {
        var product = await Named.Product(session.Client, session.Get(Product), cancellationToken);
        var body = Field.BodyOf(product);
        change(body);
        Shown(
            session,
            await session.Client.Put(
                Service.License,
                $"/management/products/{product.Text("id")}",
                body,
                cancellationToken
            )
        );
    }

    private static void Shown(Session session, JsonElement product) => session.Show(product, () => new Facts
            {
                ["Product"] = product.Text("id"),
                ["Slug"] = product.Text("slug"),
                ["Name"] = product.Text("name"),
                ["Offered"] = Offered(product),
                ["Changelog"] = product.Text("changelogPublic") == "true" ? "public" : "for customers",
                ["Web site"] = product.Text("websiteUrl"),
                ["Documentation"] = product.Text("documentationUrl"),
                ["Support"] = product.Text("supportUrl"),
            }.Grid);

    private static string Offered(JsonElement product) => product.Text("active") == "false" ? "no" : "yes";
}
