using Portal.Activations.Data;
using Portal.Activations.KeyManager;
using Portal.Activations.Signing;

namespace Portal.Activations.Features.KeyManager;

/// <summary>The signed license file of the native protocol, for the device if one is named: 502. 503 with the status of the license if there is none to give.</summary>
internal static class FetchKeyFile
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapOperation("POST", "/get-license-file", Operation.LicenseFile, Handle);

    private static async Task<Reply> Handle(
        KeyManagerCall call,
        LicenseCache licenses,
        Judge judge,
        LicenseFiles files,
        GivenFiles given,
        CancellationToken cancellationToken
    )
    {
        var asked = await call.Asked(licenses, cancellationToken);
        var finding = await judge.Look(call.KeyHash, asked, cancellationToken);
        var verdict = asked.Identifier is null ? finding.Anywhere() : finding.Verdict;
        var reply = Reply.Of(verdict, call, finding.Shown(), finding.Activation);
        if (!verdict.Valid)
            return reply with { Code = KeyManagerCode.FileFailed };
        var file = await files.Write(
            finding.License!.License,
            finding.License.Product,
            finding.Activation,
            cancellationToken,
            withMetadata: true
        );
        await given.Record(
            finding.License.License.Id,
            finding.Activation?.Id,
            AuditRecord.Program,
            file.ExpiresAt,
            cancellationToken
        );
        return reply with
        {
            Code = KeyManagerCode.FileRetrieved,
            File = file.Text,
            Fields = new() { ["licFileContent"] = file.Text },
        };
    }
}
