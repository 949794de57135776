using Portal.Web.Design;

namespace Portal.Web;

/// <summary>How a reason for attention looks and what the customer can do about it.</summary>
public sealed record Concern(Tone Tone, string Icon, string Action, Func<Guid, string> Href)
{
    public static Concern Of(string reason) => Plain(reason) switch
    {
        "limitreached" => new(Tone.Warn, Icons.Devices, "Free a slot", id => $"/activations?status=Active&license={id}"),
        "expiring" or "maintenanceending" => new(Tone.Warn, Icons.Clock, "View license", Detail),
        "expired" or "revoked" => new(Tone.Bad, Icons.Warning, "View license", Detail),
        "suspended" => new(Tone.Warn, Icons.Warning, "View license", Detail),
        _ => new(Tone.Info, Icons.Info, "View license", Detail),
    };

    /// <summary>The vendor's page where a license is renewed; nothing but a web address is linked to.</summary>
    public static string? Renewal(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? url : null;

    private static string Detail(Guid licenseId) => $"/licenses/{licenseId}";

    private static string Plain(string reason) => reason.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
