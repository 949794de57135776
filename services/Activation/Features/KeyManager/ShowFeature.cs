using Portal.Activations.Data;
using Portal.Activations.KeyManager;

namespace Portal.Activations.Features.KeyManager;

/// <summary>"Does my license have this feature?" On a device if one is named, else of the license itself.</summary>
internal static class ShowFeature
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapOperation("GET", "/licenses/{key}/features/{name}", Operation.Features, Handle);

    private static async Task<Reply> Handle(
        KeyManagerCall call,
        string name,
        LicenseCache licenses,
        Judge judge,
        CancellationToken cancellationToken
    )
    {
        var asked = await call.Asked(licenses, cancellationToken) with { Entitlements = [name] };
        var finding = await judge.Look(call.KeyHash, asked, cancellationToken);
        var verdict = asked.Identifier is null ? finding.Anywhere() : finding.Verdict;
        var feature = finding
            .Shown()
            ?.Snapshot.Entitlements.FirstOrDefault(entitlement =>
                string.Equals(entitlement.Name, name, StringComparison.OrdinalIgnoreCase)
            );
        return Reply.Of(verdict, call, finding.Shown(), finding.Activation) with
        {
            Fields = new()
            {
                ["feature"] = name,
                ["enabled"] = verdict.Valid && feature is not null,
                ["value"] = verdict.Valid ? feature?.Value : null,
            },
        };
    }
}
