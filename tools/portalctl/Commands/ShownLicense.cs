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
        var table = Drawing.Table("Id", "Key", "Product", "Policy", "State", "Used", "Expires", "Customer");
        foreach (var license in licenses.Select(license => JsonSerializer.SerializeToElement(license)))
            table.Add(
                license.Text("id"),
                license.Text("maskedKey"),
                license.Text("productSlug"),
                license.Text("policy"),
                license.Text("state"),
                Used(license),
                license.Time("expiresAt") ?? "never",
                license.Text("accountId")
            );
        return table;
    }

    public static Grid Facts(JsonElement license, bool withKey = false)
    {
        var shown = JsonSerializer.SerializeToElement(WithoutKey(license));
        return new Facts
        {
            ["License"] = shown.Text("id"),
            ["Key"] = withKey ? license.Text("key") : shown.Text("maskedKey"),
            ["Product"] = shown.Text("productSlug") ?? shown.Text("productId"),
            ["Policy"] = shown.Text("policy") ?? shown.Text("policyId"),
            ["State"] = shown.Text("state"),
            ["Customer"] = shown.Text("accountId"),
            ["Assignees"] = shown.Text("assigneeIds"),
            ["Slots"] = Used(shown),
            ["Issued"] = shown.Time("issuedAt"),
            ["Assigned"] = shown.Time("assignedAt"),
            ["Expires"] = shown.Time("expiresAt") ?? "never",
            ["Maintenance ends"] = shown.Time("maintenanceEndsAt"),
            ["Suspended"] = shown.Text("suspensionReason") is { } reason
                ? $"{shown.Time("suspendedAt")}: {reason}"
                : shown.Time("suspendedAt"),
            ["Revoked"] = shown.Time("revokedAt"),
            ["Entitlements"] = Drawing.NamedValues(shown, "entitlements"),
            ["Metadata"] = Drawing.NamedValues(shown, "metadata"),
        }.Grid;
    }

    private static string Used(JsonElement license) =>
        $"{license.Text("usedSlots")} / {license.Text("activationLimit") ?? "unlimited"}";
}
