using System.Net.Http.Headers;
using System.Text;
using CsCheck;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.Native;

/// <summary>Whatever a client sends is answered, as problem+json where it is refused, and never by an error of ours.</summary>
public sealed class MalformedRequestTests(PortalApp app)
{
    private static readonly string[] Paths =
    [
        "validations",
        "activations",
        "license-files",
        "activations/0192f0c1-0000-7000-8000-000000000001/heartbeat",
    ];
    private static readonly string[] Members =
    [
        "identifier",
        "kind",
        "fingerprint",
        "name",
        "platform",
        "version",
        "product",
        "environment",
        "entitlements",
        "nonce",
        "activationId",
        "ttl",
        "include",
    ];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String.Select(text => System.Text.Json.JsonSerializer.Serialize(text)),
        Gen.Const("\"device-1\""),
        Gen.Const("\"\\ud800\""),
        Gen.Const("\"\\u0000\"")
    );
    private static readonly Gen<string> Value = Gen.OneOf(
        Text,
        Gen.Int.Select(number => $"{number}"),
        Gen.Double.Select(number =>
            double.IsFinite(number) ? number.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : "1e999"
        ),
        Gen.OneOf(
            "null",
            "true",
            "[]",
            "{}",
            "[[[[]]]]",
            "{\"a\":{\"b\":1}}",
            "[\"x\",null]",
            "{\"disk\":\"d\"}",
            "{\"disk\":null}",
            "-0",
            "1e400"
        )
    );
    private static readonly Gen<string> Body = Gen.OneOf(
        Gen.Select(Gen.OneOf(Members), Value)
            .Array[0, 8]
            .Select(pairs => $"{{{string.Join(',', pairs.Select(pair => $"\"{pair.Item1}\":{pair.Item2}"))}}}"),
        Gen.String,
        Value,
        Gen.OneOf("", "{", "[", "{\"identifier\":", "{\"identifier\":\"x\",}", "{'identifier':1}")
    );

    [Fact]
    public async Task No_body_makes_it_fail()
    {
        using var desk = await Desk.WithLicense(app);
        using var http = new HttpClient { BaseAddress = new Uri(app.Address("activation"), "/licensing/v1/") };
        var bodies = new List<(string Path, string Body)>();
        Gen.Select(Gen.OneOf(Paths), Body).Sample(request => bodies.Add(request), iter: 3000, threads: 1);
        foreach (var (path, body) in bodies)
        {
            using var answer = await Post(
                http,
                path,
                new StringContent(body, Encoding.UTF8, "application/json"),
                desk.License.Key
            );
            Assert.True((int)answer.StatusCode < 500, $"{(int)answer.StatusCode} to {path} {body}");
            if (!answer.IsSuccessStatusCode)
                Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task Too_large_is_413_and_another_type_415_and_both_say_so()
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Address("activation"), "/licensing/v1/") };
        using var large = await Post(
            http,
            "validations",
            new StringContent($$"""{"nonce":"{{new string('x', 65 * 1024)}}"}""", Encoding.UTF8, "application/json"),
            "K-1"
        );
        using var form = await Post(http, "validations", new FormUrlEncodedContent([]), "K-1");
        using var bytes = new ByteArrayContent([0xff, 0xfe, 0x00, 0xd8])
        {
            Headers = { ContentType = new("application/json") },
        };
        using var binary = await Post(http, "validations", bytes, "K-1");
        Assert.Equal((413, "too-large"), await large.Problem());
        Assert.Equal((415, "unsupported-media-type"), await form.Problem());
        Assert.Equal((400, "bad-request"), await binary.Problem());
    }

    [Theory]
    [InlineData("application/json", "nonsense")]
    [InlineData("application/json", "utf-7")]
    [InlineData("application/x-www-form-urlencoded", "utf-7")]
    public async Task An_encoding_that_nobody_reads_is_415(string type, string charset)
    {
        foreach (var path in (string[])["/licensing/v1/validations", "/v1/verify"])
        {
            using var http = new HttpClient { BaseAddress = app.Address("activation") };
            using var content = new ByteArrayContent("{}"u8.ToArray())
            {
                Headers = { ContentType = new(type) { CharSet = charset } },
            };
            using var answer = await Post(http, path, content, "K-1");
            Assert.Equal((415, "unsupported-media-type"), await answer.Problem());
        }
    }

    private static async Task<HttpResponseMessage> Post(HttpClient http, string path, HttpContent content, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("License", key);
        return await http.SendAsync(request);
    }
}
