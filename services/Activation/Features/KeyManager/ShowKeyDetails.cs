using Portal.Activations.Data;
using Portal.Activations.KeyManager;

namespace Portal.Activations.Features.KeyManager;

/// <summary>What there is to know of a license: 500, whatever its state, or 501. On a device if one is named, else of the license itself.</summary>
internal static class ShowKeyDetails
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapOperation("POST", "/get-license-key-details", Operation.Details, Handle);

    private static async Task<Reply> Handle(
        KeyManagerCall call,
        LicenseCache licenses,
        Judge judge,
        CancellationToken cancellationToken
    )
    {
        var asked = await call.Asked(licenses, cancellationToken);
        var finding = await judge.Look(call.KeyHash, asked, cancellationToken);
        if (finding.Shown() is not { } license)
            return finding.Denied(call) with { Code = KeyManagerCode.DetailsNotFound };
        var verdict = asked.Identifier is null ? finding.Anywhere() : finding.Verdict;
        return Reply.Of(verdict, call, license, finding.Activation) with
        {
            Code = KeyManagerCode.DetailsFound,
            Success = true,
            Fields = new()
            {
                ["activations_used"] = license.UsedSlots,
                ["activation_limit"] = license.Snapshot.ActivationLimit,
            },
        };
    }
}
