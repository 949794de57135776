using Portal.Activations.Domain;
using Portal.Activations.Slots;
using Portal.Activations.Validation;
using Portal.Activations.Validation.Cache;
using Portal.Rules;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>
/// A file by which the activated device may run without asking, in the form of these clients: 502. 503 with the status of the license
/// if there is none to give. Like every license file it uses the device's slot until it ends.
/// </summary>
internal static class FetchKeyFile
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapOperation("POST", "/get-license-file", Operation.LicenseFile, Handle);

    private static async Task<Reply> Handle(
        KeyManagerCall call,
        LicenseCache licenses,
        LicenseValidator validator,
        FileHandout handout,
        ProductKeys keys,
        CancellationToken cancellationToken
    )
    {
        var validation = await call.ValidationRequest(licenses, cancellationToken);
        var result = await validator.Preview(call.Key, validation, cancellationToken);
        var reply = Reply.Of(result.Verdict, call, result.Shown(), result.Activation);
        if (!result.Verdict.Valid)
            return reply with { Code = KeyManagerCode.FileFailed };
        var (license, activation) = (result.License!.License, result.Activation!);
        var given = await handout.Give(license.Id, activation.Id, AuditRecord.Program, new(), cancellationToken);
        if (!given.Is(out var file, out var rejection))
        {
            var ended = new Verdict(rejection.Code, rejection.Message);
            return Reply.Of(ended, call, license, null) with { Code = KeyManagerCode.FileFailed };
        }
        var key = await keys.Signing(call.Caller!.Product.Id, cancellationToken);
        var content = KeyFile.Write(call.LicenseKey, license, activation, file.EndsAt, key);
        return reply with
        {
            Code = KeyManagerCode.FileRetrieved,
            File = content,
            Fields = new() { ["licFileContent"] = content },
        };
    }
}
