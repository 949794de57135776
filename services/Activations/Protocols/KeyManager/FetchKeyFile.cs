using Portal.Activations.Domain;
using Portal.Activations.Signing;
using Portal.Activations.Validation;
using Portal.Activations.Validation.Cache;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>The signed license file of the native protocol, for the device if one is named: 502. 503 with the status of the license if there is none to give.</summary>
internal static class FetchKeyFile
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapOperation("POST", "/get-license-file", Operation.LicenseFile, Handle);

    private static async Task<Reply> Handle(
        KeyManagerCall call,
        LicenseCache licenses,
        LicenseValidator validator,
        LicenseFiles files,
        LicenseFileAudit audit,
        CancellationToken cancellationToken
    )
    {
        var validation = await call.ValidationRequest(licenses, cancellationToken);
        var result = await validator.Preview(call.KeyHash, validation, cancellationToken);
        var verdict = validation.Identifier is null ? result.Anywhere() : result.Verdict;
        var reply = Reply.Of(verdict, call, result.Shown(), result.Activation);
        if (!verdict.Valid)
            return reply with { Code = KeyManagerCode.FileFailed };
        var file = await files.Write(
            result.License!.License,
            result.License.Product,
            result.Activation,
            cancellationToken,
            withMetadata: true
        );
        await audit.Record(
            result.License.License.Id,
            result.Activation?.Id,
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
