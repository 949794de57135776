using System.Text.Json.Nodes;
using Portal.Activations.Signing;
using Portal.Activations.Validation;
using Portal.Activations.Validation.Cache;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>The files that the license covers, each with a link of 15 minutes: 600; 700 if there are none; 701 with the status of the license if none may be fetched.</summary>
internal static class AccessDownloadables
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapOperation("POST", "/access-downloadables", Operation.Downloadables, Handle);

    private static async Task<Reply> Handle(
        KeyManagerCall call,
        LicenseCache licenses,
        LicenseValidator validator,
        DownloadService downloads,
        KeyRing ring,
        CancellationToken cancellationToken
    )
    {
        var result = await validator.Preview(
            call.Key,
            await call.ValidationRequest(licenses, cancellationToken),
            cancellationToken
        );
        var verdict = result.ForFiles();
        var reply = Reply.Of(verdict, call, result.Shown(), result.Activation);
        if (!verdict.Valid)
            return reply with { Code = KeyManagerCode.FileForbidden };
        var files = await downloads.Downloadables(result.License!.License.Id, cancellationToken);
        var signer = await ring.Current(cancellationToken);
        return reply with
        {
            Code = files.Count > 0 ? KeyManagerCode.Downloads : KeyManagerCode.FileMissing,
            Message = files.Count > 0 ? "Downloads" : "There is nothing to download with this license.",
            Success = files.Count > 0,
            Fields = new()
            {
                ["downloadables"] = new JsonArray([.. files.Select(file => ReleaseJson.Of(file, signer))]),
            },
        };
    }
}
