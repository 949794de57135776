using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Activations.Domain;
using Portal.Contracts.Activations.V1;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>A license and an activation as programs of the KeyManager API read them.</summary>
internal static class LicenseJson
{
    /// <summary>What every refusal of the caller itself carries: nothing that the caller sent, so that all get the same.</summary>
    public static JsonObject Withheld() =>
        new()
        {
            ["license_key"] = null,
            ["status"] = "suspended",
            ["expires_at"] = null,
        };

    /// <param name="license">Null: unknown, or of another product; the answer must not show which.</param>
    /// <param name="withFeatures">Clients read features as granted, whatever the rest of the answer says.</param>
    public static JsonObject Of(
        KeyManagerCall call,
        string status,
        LicenseCopy? license,
        Activation? activation,
        bool withFeatures
    )
    {
        var bound = activation is { DeactivatedAt: null } ? activation : null;
        var json = new JsonObject
        {
            ["license_key"] = call.LicenseKey,
            ["status"] = status,
            ["expires_at"] = Time(license?.Snapshot.ExpiresAt),
            ["activated_at"] = Time(bound?.FirstSeenAt),
        };
        if (withFeatures && license is not null)
            AddFeatures(json, license);
        (json["product_uuid"], json["product_name"]) = (call.Caller?.Product.Id.ToString(), call.Caller?.Product.Name);
        json["hardware_id"] = bound?.Kind == ActivationKind.Hardware ? bound.Identifier : null;
        json["domain"] = bound?.Kind == ActivationKind.Domain ? bound.Identifier : null;
        AddNamed(
            json,
            "metadata",
            license?.Snapshot.Metadata?.Select(item => (item.Name, JsonValue.Create(item.Value)))
        );
        return json;
    }

    /// <summary>Left out when empty: some clients read an empty object as an empty list.</summary>
    public static void AddFeatures(JsonObject target, LicenseCopy license) =>
        AddNamed(
            target,
            "features",
            license.Snapshot.Entitlements.Select(feature =>
                (feature.Name, feature.Value is { } value ? JsonValue.Create(value) : JsonValue.Create(true))
            )
        );

    public static JsonObject Of(Activation activation) =>
        new()
        {
            ["id"] = activation.Id.ToString(),
            ["identifier"] = activation.Identifier,
            ["type"] = activation.Kind == ActivationKind.Domain ? "domain" : "hardware",
            ["name"] = activation.Name,
            ["activated_at"] = Time(activation.FirstSeenAt),
        };

    public static string? Time(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Numeric names first, in numeric order: JavaScript clients order them so when they serialize the object again to check the signature.</summary>
    private static void AddNamed(JsonObject target, string name, IEnumerable<(string Name, JsonValue Value)>? items)
    {
        var members = new JsonObject();
        foreach (
            var item in (items ?? []).OrderBy(item =>
                uint.TryParse(item.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : long.MaxValue
            )
        )
            members[item.Name] = item.Value;
        if (members.Count > 0)
            target[name] = members;
    }
}
