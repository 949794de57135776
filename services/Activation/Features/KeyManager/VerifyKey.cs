using Portal.Activations.Data;
using Portal.Activations.KeyManager;

namespace Portal.Activations.Features.KeyManager;

/// <summary>"Is my license valid here, now?" 200 or the code of the first rule that fails.</summary>
internal static class VerifyKey
{
    public static void Map(RouteGroupBuilder group) => group.MapOperation("POST", "/verify", Operation.Verify, Handle);

    private static async Task<Reply> Handle(
        KeyManagerCall call,
        LicenseCache licenses,
        Judge judge,
        CancellationToken cancellationToken
    )
    {
        var finding = await judge.Validate(
            call.KeyHash,
            await call.Asked(licenses, cancellationToken),
            cancellationToken
        );
        return Reply.Of(finding.Verdict, call, finding.Shown(), finding.Activation);
    }
}
