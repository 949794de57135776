using System.CommandLine;
using System.Globalization;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

internal static class AuditCommands
{
    private static readonly Option<Guid?> License = new("--license")
    {
        Description = "Only what happened to this license.",
        HelpName = "ID",
    };
    private static readonly Option<Guid?> Product = new("--product")
    {
        Description = "Only what happened to this product.",
        HelpName = "ID",
    };
    private static readonly Option<Guid?> Policy = new("--policy")
    {
        Description = "Only what happened to this policy.",
        HelpName = "ID",
    };
    private static readonly Option<string?> Since = new("--since")
    {
        Description = "Only from then on: a date, or a distance from now such as -7d.",
        HelpName = "WHEN",
    };

    public static Command Create() =>
        new("audit", "Who did what to licenses, products and policies, and when.") { List() };

    private static Command List() =>
        new Command("list", "Audit records.") { License, Product, Policy, Since }.Runs(
            async (session, cancellationToken) =>
            {
                var filters = new List<string>();
                if (session.Get(License) is { } license)
                    filters.Add($"licenseId={license}");
                if (session.Get(Product) is { } product)
                    filters.Add($"productId={product}");
                if (session.Get(Policy) is { } policy)
                    filters.Add($"policyId={policy}");
                if (When.Parse(session.Get(Since)) is { } since)
                    filters.Add(
                        "since=" + Uri.EscapeDataString(since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))
                    );
                var records = await session.Client.All(
                    Service.License,
                    "/management/audit" + (filters.Count > 0 ? "?" + string.Join('&', filters) : ""),
                    cancellationToken
                );
                session.Show(records, () =>
                {
                    var table = Drawing.Table("When", "License, product or policy", "What", "Who", "Detail", "Request");
                    foreach (var record in records)
                        table.Add(
                            record.Time("at"),
                            record.Text("licenseId") ?? record.Text("productId") ?? record.Text("policyId"),
                            record.Text("action"),
                            record.Text("actor"),
                            record.Text("detail"),
                            record.Text("requestId") ?? record.Text("traceId")
                        );
                    return table;
                });
            }
        );
}
