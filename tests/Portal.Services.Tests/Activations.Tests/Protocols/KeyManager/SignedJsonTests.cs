using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Portal.Activations.Protocols.KeyManager;

namespace Portal.Activations.Tests.Protocols.KeyManager;

public sealed class SignedJsonTests
{
    public static TheoryData<string, string> Tricky =>
        new()
        {
            { "quote \" and backslash \\", """quote \" and backslash \\""" },
            { "a/b", "a/b" },
            { "\b\f\n\r\t", """\b\f\n\r\t""" },
            { "\u0000\u0001\u001f", """\u0000\u0001\u001f""" },
            { "\u007f", "\u007f" },
            { "\u00a0", "\u00a0" },
            { "😀 Łódź 東京 <>&'+", "😀 Łódź 東京 <>&'+" },
            { "one\u2028two\u2029three", "one two three" },
            { "lone \ud83d surrogate", "lone \ufffd surrogate" },
            { "lone low \ude00 surrogate", "lone low \ufffd surrogate" },
            { "ends with \ud83d", "ends with \ufffd" },
            { "", "" },
        };

    [Theory, MemberData(nameof(Tricky))]
    public void A_text_is_written_as_clients_write_it(string text, string expected) =>
        Assert.Equal($$"""{"{{expected}}":"{{expected}}"}""", SignedJson.Write(new JsonObject { [text] = text }));

    [Fact]
    public void Members_keep_their_order_and_there_is_no_white_space() =>
        Assert.Equal(
            """{"z":1,"a":[true,false,null,[],["x"]],"m":{"n":-5000000000}}""",
            SignedJson.Write(
                new JsonObject
                {
                    ["z"] = 1,
                    ["a"] = new JsonArray(true, false, null, new JsonArray(), new JsonArray("x")),
                    ["m"] = new JsonObject { ["n"] = -5_000_000_000 },
                }
            )
        );

    [Fact]
    public void What_clients_write_in_different_ways_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() =>
            SignedJson.Write(new JsonObject { ["features"] = new JsonObject() })
        );
        Assert.Throws<InvalidOperationException>(() => SignedJson.Write(new JsonObject { ["number"] = 1.0 }));
    }

    [Fact]
    public void Any_text_comes_back_from_any_parser_as_it_was() =>
        Gen.String.Sample(text =>
        {
            var clean = Encoding
                .UTF8.GetString(Encoding.UTF8.GetBytes(text))
                .Replace('\u2028', ' ')
                .Replace('\u2029', ' ');
            Assert.Equal(
                clean,
                JsonDocument
                    .Parse(SignedJson.Write(new JsonObject { ["text"] = text }))
                    .RootElement.GetProperty("text")
                    .GetString()
            );
        });

    [Fact]
    public async Task A_program_that_shares_no_code_with_this_one_agrees_with_the_signature()
    {
        using var key = RSA.Create(2048);
        var response = new JsonObject
        {
            ["code"] = 200,
            ["message"] = "😀 \u007f \u00a0 \u0001 a/b \"quoted\" \u2028",
            ["timestamp"] = 1_800_000_000,
        };
        var data = new JsonObject
        {
            ["code"] = 200,
            ["success"] = true,
            ["valid"] = true,
        };
        var folder = Directory.CreateTempSubdirectory("keymanager-");
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "public.pem"),
                key.ExportSubjectPublicKeyInfoPem()
            );
            await File.WriteAllBytesAsync(
                Path.Combine(folder.FullName, "answer.json"),
                Sealed(Envelope.Write(response, "product", data), key)
            );
            Assert.Equal("good", await Node(folder.FullName));

            await File.WriteAllBytesAsync(
                Path.Combine(folder.FullName, "answer.json"),
                [
                    .. Encoding.UTF8.GetBytes(
                        Encoding
                            .UTF8.GetString(await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "answer.json")))
                            .Replace("\"valid\":true", "\"valid\":null")
                    ),
                ]
            );
            Assert.Equal("bad", await Node(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static byte[] Sealed(string body, RSA key) =>
        Encoding.UTF8.GetBytes(Envelope.Seal(body, Envelope.Signature(body, key)));

    /// <summary>What a client in the field does: parses the answer, takes the signature off, writes the rest again, verifies.</summary>
    private static async Task<string> Node(string folder)
    {
        const string Program = """
            const { readFileSync } = require('fs'), { createVerify } = require('crypto');
            const { signature, ...rest } = JSON.parse(readFileSync('answer.json', 'utf8'));
            console.log(createVerify('RSA-SHA256').update(JSON.stringify(rest)).verify(readFileSync('public.pem'), signature, 'base64') ? 'good' : 'bad');
            """;
        var start = new ProcessStartInfo("node", ["-e", Program])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        var said = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return said.Trim();
    }
}
