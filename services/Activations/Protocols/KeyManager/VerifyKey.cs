using Portal.Activations.Validation;
using Portal.Activations.Validation.Cache;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>"Is my license valid here, now?" 200 or the code of the first rule that fails.</summary>
internal static class VerifyKey
{
    public static void Map(RouteGroupBuilder group) => group.MapOperation("POST", "/verify", Operation.Verify, Handle);

    private static async Task<Reply> Handle(
        KeyManagerCall call,
        LicenseCache licenses,
        LicenseValidator validator,
        CancellationToken cancellationToken
    )
    {
        var result = await validator.Validate(
            call.Key,
            await call.ValidationRequest(licenses, cancellationToken),
            cancellationToken
        );
        return Reply.Of(result.Verdict, call, result.Shown(), result.Activation);
    }
}
