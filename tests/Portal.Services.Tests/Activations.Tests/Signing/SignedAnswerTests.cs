using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Portal.Testing;

namespace Portal.Activations.Tests.Signing;

/// <summary>Signatures are checked by OpenSSL and Node.js, which share nothing with the service.</summary>
[Collection("signing keys")]
public sealed partial class SignedAnswerTests(PortalApp app)
{
    public static TheoryData<string, string, string?, int> Answers =>
        new()
        {
            { "POST", "validations", """{"nonce":"n-1","identifier":"x"}""", 200 },
            { "POST", "validations", "{", 400 },
            { "POST", "activations", """{"identifier":"x"}""", 403 },
            { "DELETE", "activations/0192f0c1-0000-7000-8000-000000000001", null, 404 },
            { "POST", "no-such-address", "{}", 404 },
            { "PUT", "validations", "{}", 405 },
            { "GET", "updates", null, 403 },
            { "POST", "downloads", """{"artifactId":"0192f0c1-0000-7000-8000-000000000001"}""", 403 },
            { "GET", "keys", null, 200 },
        };

    [Theory, MemberData(nameof(Answers))]
    public async Task Every_answer_proves_that_it_is_ours(string method, string path, string? body, int status)
    {
        using var answer = await Ask(method, path, body, "License NO-SUCH-KEY-AT-ALL");
        Assert.Equal(status, (int)answer.StatusCode);
        await ProvesItself(answer);
    }

    [Fact]
    public async Task An_answer_without_content_or_without_a_key_is_signed_too()
    {
        using var desk = await Desk.WithLicense(app);
        using var heartbeat = await desk.Program.Heartbeat(await desk.Program.Activated("device-1"));
        await ProvesItself(heartbeat);
        using var nobody = await Ask("POST", "validations", "{}", null);
        Assert.Equal(401, (int)nobody.StatusCode);
        await ProvesItself(nobody);
    }

    [Theory]
    [InlineData("POST", "/licensing/v1/validations", "NO-SUCH-KEY", """{"nonce":"n-1"}""")]
    [InlineData("POST", "/licensing/v1/validations", "", "{}")]
    [InlineData("GET", "/licensing/v1/updates?version=1.0.0%2b1&product=%7estudio&platform=a+b", "NO-SUCH-KEY", "")]
    [InlineData("DELETE", "/licensing/v1/activations/0192f0c1-0000-7000-8000-000000000001", "NO-SUCH-KEY", "")]
    [InlineData("PUT", "/licensing/v1/%76alidations?a=%41%2F", "NO-SUCH-KEY", "{")]
    [InlineData("POST", "//licensing/v1//validations", "NO-SUCH-KEY", "{}")]
    public async Task A_program_that_shares_nothing_with_ours_finds_its_question_in_the_answer(
        string method,
        string target,
        string key,
        string body
    )
    {
        Assert.True(await AskAndVerify(method, target, key, body), "The answer does not prove its question.");
        Assert.False(
            await AskAndVerify(method, target, key, body, "THE-KEY-THAT-WAS-MEANT"),
            "The answer to a question with another key was accepted."
        );
    }

    [Theory]
    [InlineData("*")]
    [InlineData("W/{0}")]
    [InlineData("\"another\", {0}")]
    public async Task Keys_that_did_not_change_are_304_with_neither_digest_nor_signature(string ifNoneMatch)
    {
        using var first = await Ask("GET", "keys", null, null);
        var tag = first.Headers.ETag!.ToString();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/licensing/v1/keys");
        request.Headers.TryAddWithoutValidation(
            "If-None-Match",
            ifNoneMatch.Replace("{0}", tag, StringComparison.Ordinal)
        );
        using var again = await app.Gateway.SendAsync(request);
        Assert.Equal(304, (int)again.StatusCode);
        Assert.Equal(tag, again.Headers.ETag!.ToString());
        Assert.Equal(first.Headers.CacheControl!.ToString(), again.Headers.CacheControl!.ToString());
        string[] proofs = ["Content-Digest", "Question-Digest", "Signature", "Signature-Input"];
        Assert.All(proofs, name => Assert.False(again.Headers.Contains(name), name));
    }

    [Fact]
    public async Task A_HEAD_of_the_keys_is_signed_over_its_empty_content()
    {
        using var get = await Ask("GET", "keys", null, null);
        using var head = await Ask("HEAD", "keys", null, null);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        await ProvesItself(head);
    }

    [Fact]
    public async Task What_was_altered_on_the_way_is_found_out()
    {
        using var answer = await Ask("POST", "validations", "{}", "License NO-SUCH-KEY-AT-ALL");
        var (signed, signature, key) = await Parts(answer);
        Assert.True(await OpenSslAccepts(signed, signature, key));
        Assert.False(
            await OpenSslAccepts(
                signed.Replace("\"@status\": 200", "\"@status\": 201", StringComparison.Ordinal),
                signature,
                key
            )
        );
    }

    [Fact]
    public async Task A_new_key_is_published_long_before_it_signs_and_the_old_one_stays()
    {
        var vendor = new Catalogue(app).Operator;
        var made = await vendor.Post("activation", "/signing-keys", new { });
        var rotated = await vendor.Post("activation", "/signing-keys/rotate", new { });
        Assert.Null(made["signsFrom"]);
        Assert.False(rotated["current"]!.GetValue<bool>());
        Assert.True(
            rotated["signsFrom"]!.GetValue<DateTimeOffset>() - rotated["createdAt"]!.GetValue<DateTimeOffset>()
                >= TimeSpan.FromHours(24)
        );
        using var answer = await Ask("POST", "validations", "{}", "License NO-SUCH-KEY-AT-ALL");
        await ProvesItself(answer);

        var keys = (await vendor.Get("activation", "/signing-keys"))["items"]!.AsArray();
        var current = Assert.Single(keys, key => key!["current"]!.GetValue<bool>())!["id"]!.GetValue<string>();
        using var client = await vendor.Client("activation");
        using var refused = await client.DeleteAsync($"/management/signing-keys/{current}");
        Assert.Equal((409, "signing-key.in-use"), await refused.Problem());
        using var removed = await client.DeleteAsync($"/management/signing-keys/{made["id"]!.GetValue<string>()}");
        Assert.Equal(204, (int)removed.StatusCode);
    }

    private async Task<HttpResponseMessage> Ask(string method, string path, string? body, string? authorization)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/licensing/v1/{path}")
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (authorization is not null)
            request.Headers.Add("Authorization", authorization);
        return await app.Gateway.SendAsync(request);
    }

    private async Task ProvesItself(HttpResponseMessage answer)
    {
        var content = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(content))}:", Header(answer, "Content-Digest"));
        var (signed, signature, key) = await Parts(answer);
        Assert.True(await OpenSslAccepts(signed, signature, key), "OpenSSL refuses the signature");
        Assert.True(await NodeAccepts(signed, signature, key), "Node.js refuses the signature");
    }

    /// <summary>The signature base of RFC 9421, section 2.5, put together from the answer as a client got it.</summary>
    private async Task<(string Signed, byte[] Signature, byte[] PublicKey)> Parts(HttpResponseMessage answer)
    {
        var input = Input().Match(Header(answer, "Signature-Input"));
        Assert.True(input.Success, "Signature-Input");
        Assert.InRange(
            long.Parse(input.Groups["created"].Value, CultureInfo.InvariantCulture),
            answer.Headers.Date!.Value.ToUnixTimeSeconds() - 1,
            answer.Headers.Date.Value.ToUnixTimeSeconds() + 1
        );
        var signed =
            $"\"@status\": {(int)answer.StatusCode}\n\"content-digest\": {Header(answer, "Content-Digest")}\n\"date\": {Header(answer, "Date")}\n\"question-digest\": {Header(answer, "Question-Digest")}\n\"@signature-params\": {input.Groups["parameters"].Value}";
        var set = await app.Gateway.GetFromJsonAsync<JsonObject>("/licensing/v1/keys");
        var key = set!["keys"]!.AsArray().Single(key => key!["kid"]!.GetValue<string>() == input.Groups["key"].Value)![
            "x"
        ]!.GetValue<string>();
        return (
            signed,
            Convert.FromBase64String(Header(answer, "Signature")["sig1=:".Length..^1]),
            Convert.FromBase64String(key.Replace('-', '+').Replace('_', '/') + "=")
        );
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.NonValidated[name].ToString();

    /// <summary>RFC 8410: what precedes the 32 bytes in a SubjectPublicKeyInfo.</summary>
    internal static byte[] Der(byte[] publicKey) =>
        [.. Convert.FromHexString("302a300506032b6570032100"), .. publicKey];

    internal static async Task<bool> OpenSslAccepts(string signed, byte[] signature, byte[] publicKey)
    {
        var folder = Directory.CreateTempSubdirectory("signature-");
        try
        {
            string File(string name) => Path.Combine(folder.FullName, name);
            await System.IO.File.WriteAllBytesAsync(File("key"), Der(publicKey));
            await System.IO.File.WriteAllTextAsync(File("signed"), signed);
            await System.IO.File.WriteAllBytesAsync(File("signature"), signature);
            return await Run(
                "openssl",
                "pkeyutl",
                "-verify",
                "-pubin",
                "-keyform",
                "DER",
                "-inkey",
                File("key"),
                "-rawin",
                "-in",
                File("signed"),
                "-sigfile",
                File("signature")
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<bool> NodeAccepts(string signed, byte[] signature, byte[] publicKey)
    {
        if (!File.Exists("/usr/bin/node"))
            return true;
        const string script = """
            const [signed, signature, key] = process.argv.slice(1).map(text => Buffer.from(text, 'base64'));
            const { createPublicKey, verify } = require('node:crypto');
            process.exit(verify(null, signed, createPublicKey({ key, format: 'der', type: 'spki' }), signature) ? 0 : 1);
            """;
        return await Run(
            "node",
            "-e",
            script,
            Convert.ToBase64String(Encoding.UTF8.GetBytes(signed)),
            Convert.ToBase64String(signature),
            Convert.ToBase64String(Der(publicKey))
        );
    }

    private async Task<bool> AskAndVerify(
        string method,
        string target,
        string key,
        string body,
        string? meant = null
    ) =>
        await Run(
            "node",
            [
                Path.Combine(AppContext.BaseDirectory, "Activations.Tests", "Signing", "ask-and-verify.cjs"),
                app.Address("gateway").ToString().TrimEnd('/'),
                method,
                target,
                key,
                body,
                .. meant is null ? (string[])[] : [meant],
            ]
        );

    private static async Task<bool> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }

    [GeneratedRegex(
        """^sig1=(?<parameters>\("@status" "content-digest" "date" "question-digest"\);created=(?<created>\d+);keyid="(?<key>[\w-]+)";alg="ed25519")$"""
    )]
    private static partial Regex Input();
}
