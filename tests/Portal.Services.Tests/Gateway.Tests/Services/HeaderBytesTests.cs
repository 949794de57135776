using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Portal.Testing;

namespace Portal.Gateway.Tests.Services;

/// <summary>Headers in any encoding: keys that were pasted, cookies of other applications on the host, user agents.</summary>
public sealed class HeaderBytesTests(PortalApp app)
{
    public static TheoryData<string, byte[]> Headers =>
        new()
        {
            { "User-Agent", [0xFF, 0xFE, 0x80] },
            { "User-Agent", [0xC3, 0xA9] },
            { "Cookie", [.. "other="u8, 0xE9, 0x96] },
            { "Accept-Language", [0xF0, 0x9F, 0x94, 0x91] },
            { "X-Anything", [0xA0] },
            { "Authorization", [.. "License ABCD"u8, 0x96, .. "EFGH-IJKL"u8] },
            { "Authorization", [.. "Bearer "u8, 0xE9] },
            { "Idempotency-Key", [0xE9] },
            { "If-None-Match", [0x22, 0xE9, 0x22] },
        };

    [Theory, MemberData(nameof(Headers))]
    public async Task Bytes_that_are_no_ascii_are_no_error_of_ours_and_make_no_replica_look_ill(
        string name,
        byte[] value
    )
    {
        await using var gateway = await OwnGateway.Start(app);
        foreach (
            var (method, path) in (ReadOnlySpan<(string, string)>)
                [
                    ("POST", "/licensing/v1/validations"),
                    ("POST", "/v1/verify"),
                    ("GET", "/licensing/v1/keys"),
                    ("GET", "/identity/sign-in"),
                    ("GET", "/api/license/licenses"),
                    ("GET", "/"),
                ]
        )
            Assert.InRange(Ask(gateway.Address, method, path, name, value), 200, 499);
        Assert.Equal(200, Ask(gateway.Address, "GET", "/licensing/v1/keys", "Accept", "*/*"u8));
    }

    [Fact]
    public async Task A_key_whose_dashes_are_bytes_of_another_encoding_is_found()
    {
        var catalogue = new Catalogue(app);
        var license = await catalogue.NewLicenseInUse(null, new { accountId = (await catalogue.NewAccount()).Id });
        var typed = Encoding.Latin1.GetBytes($"License {license.Key.Replace('-', '\u0096')}");
        Assert.Contains(
            "\"code\":\"IDENTIFIER_REQUIRED\"",
            Answer(app.Address("gateway"), "POST", "/licensing/v1/validations", "Authorization", typed),
            StringComparison.Ordinal
        );
    }

    private static int Ask(Uri gateway, string method, string path, string name, ReadOnlySpan<byte> value) =>
        int.Parse(Answer(gateway, method, path, name, value).Split(' ')[1], CultureInfo.InvariantCulture);

    private static string Answer(Uri gateway, string method, string path, string name, ReadOnlySpan<byte> value)
    {
        using var client = new TcpClient(gateway.Host, gateway.Port);
        using var stream = client.GetStream();
        stream.Write(Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {gateway.Authority}\r\n{name}: "));
        stream.Write(value);
        var more = name == "Authorization" || method == "GET" ? "" : "Authorization: License K-1\r\n";
        var body = method == "GET" ? "" : "Content-Type: application/json\r\nContent-Length: 2\r\n";
        stream.Write(
            Encoding.ASCII.GetBytes($"\r\n{more}{body}Connection: close\r\n\r\n{(method == "GET" ? "" : "{}")}")
        );
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
