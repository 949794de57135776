using System.Globalization;
using System.Text;

namespace Portal.Testing.Fuzz;

/// <summary>What the requests are about: a license that there is, and who may ask.</summary>
public sealed record FuzzTarget(string LicenseKey, string ApiKey, Guid Activation);

/// <summary>A protocol of the vendor's software.</summary>
public enum Skin
{
    Native,
    KeyManager,
}

/// <summary>The bytes of a request, and whether its answer can be told from what follows: else the connection ends with it.</summary>
/// <param name="IsHead">Its answer has no body.</param>
public sealed record MalformedRequest(byte[] Bytes, bool IsFramed, bool IsHead)
{
    private static readonly string[] NativePaths =
    [
        "validations",
        "activations",
        "license-files",
        "activations/{0}/heartbeat",
        "activations/{0}",
        "keys",
        "updates?product={0}&version={0}",
        "downloads",
        "{0}",
    ];

    private static readonly string[] KeyManagerPaths =
    [
        "verify",
        "activate",
        "deactivate",
        "get-license-key-details",
        "get-license-file",
        "access-downloadables",
        "send-telemetry",
        "send-telemetry-data",
        "licenses/{0}/features/{0}",
        "products/{0}/changelog",
        "get-product-public-key",
        "get-product-public-key?product={0}&api_key={1}",
        "verify?license_key={0}&api_key={1}",
    ];

    private static readonly string[] Types =
    [
        "application/json",
        "application/json",
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=b",
        "multipart/form-data",
        "text/plain",
        "application/json; charset=utf-16",
        "application/json; charset=nonsense",
        "application/problem+json",
        "*/*",
        "a/b/c",
        ";",
        "\u00e9",
        "application/x-www-form-urlencoded; charset=utf-7",
        "multipart/form-data; boundary="
            + "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    ];

    private static readonly string[] OddHeaders =
    [
        "Idempotency-Key: k-1",
        "Idempotency-Key: \u00ff",
        "Idempotency-Key:",
        "Accept: application/xml",
        "Accept-Encoding: nonsense;q=x",
        "X-Forwarded-For: not-an-address",
        "X-Forwarded-For: 1.1.1.1, ::1, x",
        "X-Forwarded-Proto: gopher",
        "Forwarded: for=\"",
        "If-None-Match: \"",
        "Range: bytes=9-1",
        "Cookie: a=b; =; __Host-portal=x",
        "Date: tomorrow",
        "traceparent: 00-zz",
        "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "baggage: =;=,",
        "Upgrade: h2c",
        "Content-Encoding: gzip",
        "Expect: nonsense",
        "Origin: null",
        "X-HTTP-Method-Override: DELETE",
    ];

    private static readonly string[] Unframed =
    [
        "Content-Length: -1",
        "Content-Length: 1e3",
        "Content-Length: 99999999999999999999",
        "Content-Length: 5\r\nContent-Length: 6",
        "Transfer-Encoding: gzip, chunked, x",
        "Transfer-Encoding: chunked\r\nContent-Length: 3",
        "Host: a\r\nHost: b",
        "Bad Header: x",
        ": x",
        "X: a\u0000b",
        "X: a\n b",
        "no colon",
    ];

    /// <summary>The same random numbers make the same request.</summary>
    public static MalformedRequest From(Random random, Skin skin, FuzzTarget target, string host)
    {
        var noise = new Noise(random, target);
        var (method, type) = (Method(noise), noise.One(Types));
        var (body, framed) = (method is "GET" or "HEAD" ? [] : noise.Body(type), true);
        var head = new StringBuilder($"{method} {Path(noise, skin, target)} HTTP/1.1\r\nHost: {host}\r\n");
        foreach (var header in Authorization(noise, skin, target))
            head.Append(CultureInfo.InvariantCulture, $"Authorization: {header}\r\n");
        if (body.Length > 0 || noise.Rarely(5))
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {type}\r\n");
        while (noise.Rarely(3))
            head.Append(noise.One(OddHeaders)).Append("\r\n");
        if (noise.Rarely(200))
            head.Append(CultureInfo.InvariantCulture, $"X-Long: {new string('x', random.Next(100, 40_000))}\r\n");
        if (noise.Rarely(25))
        {
            head.Append(noise.One(Unframed)).Append("\r\n");
            framed = false;
        }
        else if (noise.Rarely(6))
        {
            head.Append("Transfer-Encoding: chunked\r\n");
            (body, framed) = Chunked(noise, body);
        }
        else if (body.Length > 0)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }
        byte[] bytes = [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body];
        return noise.Rarely(25) ? new(bytes[..random.Next(1, bytes.Length)], false, false)
            : noise.Rarely(60) ? new(Garbled(noise, random, bytes), false, false)
            : new(bytes, framed, method == "HEAD");
    }

    private static string Method(Noise noise) =>
        noise.Rarely(8)
            ? noise.One("GET", "HEAD", "PUT", "PATCH", "OPTIONS", "TRACE", "DELETE", "post", "BREW", "CONNECT")
            : noise.One("POST", "POST", "POST", "POST", "GET", "DELETE");

    private static string Path(Noise noise, Skin skin, FuzzTarget target)
    {
        var path = string.Format(
            CultureInfo.InvariantCulture,
            noise.One(skin == Skin.Native ? NativePaths : KeyManagerPaths),
            Uri.EscapeDataString(noise.Text()),
            target.ApiKey
        );
        var prefix = skin == Skin.Native ? "/licensing/v1/" : noise.One("/v1/", "/api/v1/");
        return prefix
            + path
            + (
                noise.Rarely(15)
                    ? noise.One(
                        "/",
                        "?",
                        "?a=%zz",
                        "%00",
                        "%2e%2e/",
                        "/../x",
                        "?identifier=a&identifier=b",
                        "#x",
                        "%",
                        "?%ff=%fe",
                        "//"
                    )
                    : ""
            );
    }

    private static string[] Authorization(Noise noise, Skin skin, FuzzTarget target) =>
        noise.Rarely(5)
            ? noise.One<string[]>(
                [],
                ["License"],
                ["License " + new string('k', 300)],
                ["Bearer eyJhbGciOiJub25lIn0.e30."],
                ["Basic eDp5"],
                ["\u00e9\u00ff"],
                [$"License {target.LicenseKey}x"],
                [$"License {target.LicenseKey}", "Bearer x"]
            )
            : [skin == Skin.Native ? $"License {target.LicenseKey}" : $"Bearer {target.ApiKey}"];

    private static (byte[] Body, bool Framed) Chunked(Noise noise, byte[] body) =>
        noise.Rarely(4)
            ? (
                [
                    .. Encoding.ASCII.GetBytes(
                        noise.One("zz\r\n", "-1\r\n", "ffffffffffffffff\r\n", "5\r\nab", "3;x=y\r\n{}\r\n", "\r\n")
                    ),
                    .. body,
                ],
                false
            )
            : (
                [
                    .. body.Length == 0 ? [] : Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"),
                    .. body,
                    .. body.Length == 0 ? "0\r\n\r\n"u8 : "\r\n0\r\n\r\n"u8,
                ],
                true
            );

    private static byte[] Garbled(Noise noise, Random random, byte[] bytes)
    {
        var head = Math.Min(bytes.Length, 60);
        noise.Bytes(3).CopyTo(bytes, random.Next(head - 3));
        return bytes;
    }
}
