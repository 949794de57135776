using Portal.Activations.Validation;
using Portal.Activations.Validation.Cache;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>"Does my license have this feature?" On a device if one is named, else of the license itself.</summary>
internal static class ShowFeature
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapOperation("GET", "/licenses/{key}/features/{name}", Operation.Features, Handle);

    private static async Task<Reply> Handle(
        KeyManagerCall call,
        string name,
        LicenseCache licenses,
        LicenseValidator validator,
        CancellationToken cancellationToken
    )
    {
        var validation = await call.ValidationRequest(licenses, cancellationToken) with { Entitlements = [name] };
        var result = await validator.Preview(call.Key, validation, cancellationToken);
        var verdict = validation.Identifier is null ? result.Anywhere() : result.Verdict;
        var feature = result
            .Shown()
            ?.Snapshot.Entitlements.FirstOrDefault(entitlement =>
                string.Equals(entitlement.Name, name, StringComparison.OrdinalIgnoreCase)
            );
        return Reply.Of(verdict, call, result.Shown(), result.Activation) with
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
