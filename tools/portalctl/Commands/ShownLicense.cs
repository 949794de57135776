using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Portal.Ctl.Commands;

/// <summary>How a license is shown: with its key masked, because terminals are logged and looked at.</summary>
internal static class ShownLicense
{
    private const int HintLength = 4;

    public static JsonObject WithoutKey(JsonElement license)
    {
        var shown = JsonObject.Create(license)!;
        if (shown.Remove("key", out var key))
            shown.Insert(1, "maskedKey", "****-" + ((string)key!)[^HintLength..]);
        return shown;
    }

    public static Table Table(IEnumerable<JsonObject> licenses)
    {
        var table = Drawing.Table("Id", "Key", "Product", "Policy", "State", "Used", "Expires", "Account");
        foreach (var license in licenses.Select(license => JsonSerializer.SerializeToElement(license)))
            table.Add(license.Text("id"), license.Text("maskedKey"), license.Text("productSlug"), license.Text("policy"), license.Text("state"),
                Used(license), license.Time("expiresAt") ?? "never", license.Text("accountId"));
        return table;
    }

    public static Grid Facts(JsonElement license)
    {
        var shown = JsonSerializer.SerializeToElement(WithoutKey(license));
        var grid = new Grid().AddColumn().AddColumn();
        void Fact(string name, string? value) => grid.AddRow(new Text(name), new Text(value ?? "-"));
        Fact("License", shown.Text("id"));
        Fact("Key", shown.Text("maskedKey"));
        Fact("Product", shown.Text("productSlug"));
        Fact("Policy", shown.Text("policy"));
        Fact("State", shown.Text("state"));
        Fact("Account", shown.Text("accountId"));
        Fact("Assignees", shown.Text("assigneeIds"));
        Fact("Slots", Used(shown));
        Fact("Issued", shown.Time("issuedAt"));
        Fact("Expires", shown.Time("expiresAt") ?? "never");
        Fact("Maintenance ends", shown.Time("maintenanceEndsAt"));
        Fact("Suspended", shown.Text("suspensionReason") is { } reason ? $"{shown.Time("suspendedAt")}: {reason}" : shown.Time("suspendedAt"));
        Fact("Revoked", shown.Time("revokedAt"));
        return grid;
    }

    private static string Used(JsonElement license) => $"{license.Text("usedSlots")} / {license.Text("activationLimit") ?? "unlimited"}";
}
