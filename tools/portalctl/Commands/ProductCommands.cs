using System.CommandLine;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

internal static class ProductCommands
{
    public static Command Create() => new("product", "Products that licenses are sold for.") { List() };

    private static Command List() => new Command("list", "All products.").Runs(async (session, cancellationToken) =>
    {
        var products = await session.Client.Products(cancellationToken);
        session.Show(products, () =>
        {
            var table = Drawing.Table("Id", "Slug", "Name", "Offered");
            foreach (var product in products)
                table.Add(product.Text("id"), product.Text("slug"), product.Text("name"), product.Text("active") == "false" ? "no" : "yes");
            return table;
        });
    });
}
