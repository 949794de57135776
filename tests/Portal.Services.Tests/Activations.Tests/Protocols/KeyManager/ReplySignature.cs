using System.Diagnostics;

namespace Portal.Activations.Tests.Protocols.KeyManager;

/// <summary>Checked by Node.js and OpenSSL, which share nothing with the service.</summary>
internal static class ReplySignature
{
    // Parses the answer, takes the signature off, writes the rest again: as clients in the field do.
    private const string Program = """
        const { readFileSync, writeFileSync } = require('fs'), { createVerify } = require('crypto');
        const { signature, ...rest } = JSON.parse(readFileSync('answer.json', 'utf8'));
        writeFileSync('signed', JSON.stringify(rest));
        writeFileSync('signature', Buffer.from(signature, 'base64'));
        const inner = JSON.stringify(rest.response) === Buffer.from(rest.response_base64, 'base64').toString();
        process.exit(inner && createVerify('RSA-SHA256').update(JSON.stringify(rest)).verify(readFileSync('public.pem'), signature, 'base64') ? 0 : 1);
        """;

    public static async Task<string> PublicKey(KeyManagerProgram program) =>
        (await program.Get("/v1/get-product-public-key")).Response["public_key"]!.GetValue<string>();

    public static async Task<bool> IsGood(string raw, string publicKey)
    {
        var folder = Directory.CreateTempSubdirectory("keymanager-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "answer.json"), raw);
            await File.WriteAllTextAsync(Path.Combine(folder, "public.pem"), publicKey);
            var node = await Run(folder, "node", "-e", Program);
            Assert.Equal(
                node,
                await Run(
                    folder,
                    "openssl",
                    "dgst",
                    "-sha256",
                    "-verify",
                    "public.pem",
                    "-signature",
                    "signature",
                    "signed"
                )
            );
            return node;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> Run(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
