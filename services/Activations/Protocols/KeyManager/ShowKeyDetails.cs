using Portal.Activations.Validation;
using Portal.Activations.Validation.Cache;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>What there is to know of a license: 500, whatever its state, or 501. On a device if one is named, else of the license itself.</summary>
internal static class ShowKeyDetails
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapOperation("POST", "/get-license-key-details", Operation.Details, Handle);

    private static async Task<Reply> Handle(
        KeyManagerCall call,
        LicenseCache licenses,
        LicenseValidator validator,
        CancellationToken cancellationToken
    )
    {
        var validation = await call.ValidationRequest(licenses, cancellationToken);
        var result = await validator.Preview(call.Key, validation, cancellationToken);
        if (result.Shown() is not { } license)
            return result.Denied(call) with { Code = KeyManagerCode.DetailsNotFound };
        var verdict = validation.Identifier is null ? result.Anywhere() : result.Verdict;
        return Reply.Of(verdict, call, license, result.Activation) with
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
