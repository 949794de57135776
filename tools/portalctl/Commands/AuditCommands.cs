using System.CommandLine;
using System.Globalization;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

internal static class AuditCommands
{
    private static readonly Option<Guid?> License = new("--license") { Description = "Only what happened to this license.", HelpName = "ID" };
    private static readonly Option<string?> Since = new("--since") { Description = "Only from then on: a date, or a distance from now such as -7d.", HelpName = "WHEN" };

    public static Command Create() => new("audit", "Who did what to licenses, and when.") { List() };

    private static Command List() => new Command("list", "Audit records.") { License, Since }.Runs(async (session, cancellationToken) =>
    {
        var filters = new List<string>();
        if (session.Get(License) is { } license)
            filters.Add($"licenseId={license}");
        if (When.Parse(session.Get(Since)) is { } since)
            filters.Add("since=" + Uri.EscapeDataString(since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)));
        var records = await session.Client.All(Service.License, "/management/audit" + (filters.Count > 0 ? "?" + string.Join('&', filters) : ""), cancellationToken);
        session.Show(records, () =>
        {
            var table = Drawing.Table("When", "License", "What", "Who", "Detail", "Request");
            foreach (var record in records)
                table.Add(record.Time("at"), record.Text("licenseId"), record.Text("action"), record.Text("actor"), record.Text("detail"), record.Text("requestId") ?? record.Text("traceId"));
            return table;
        });
    });
}
