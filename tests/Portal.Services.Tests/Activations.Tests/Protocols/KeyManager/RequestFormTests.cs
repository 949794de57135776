using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using CsCheck;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.KeyManager;

public sealed class RequestFormTests(PortalApp app)
{
    private static readonly string[] Paths =
    [
        "/v1/verify",
        "/v1/activate",
        "/api/v1/deactivate",
        "/v1/get-license-key-details",
        "/v1/get-license-file",
    ];
    private static readonly string[] Types =
    [
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=b",
        "multipart/form-data",
        "text/plain",
        "application/json; charset=utf-16",
    ];
    private static readonly string[] Shapes =
    [
        "{0}",
        "{{\"license_key\":\"{0}\",\"identifier\":{0}}}",
        "{{\"identifier\":\"\\ud800{0}\"}}",
        "license_key={0}&identifier=%{0}",
        "--b\r\nContent-Disposition: form-data; name=\"{0}\"\r\n\r\n{0}",
        "[[[[[[[[[[[[[[[[[[{0}",
    ];

    [Fact]
    public async Task Json_chunked_json_a_form_and_multipart_are_all_alike()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        await program.Activate("HW-1");
        Dictionary<string, string> fields = new()
        {
            ["license_key"] = desk.License.Key,
            ["hardware_id"] = "HW-1",
            ["api_key"] = program.ApiKey,
        };
        var multipart = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            multipart.Add(new StringContent(value), name);
        foreach (
            var (form, content) in new (string, HttpContent)[]
            {
                ("json", JsonContent.Create(fields)),
                ("form", new FormUrlEncodedContent(fields)),
                ("multipart", multipart),
            }
        )
        {
            foreach (var chunked in new[] { false, true })
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verify")
                {
                    Content = new ByteArrayContent(await content.ReadAsByteArrayAsync()),
                };
                request.Content.Headers.ContentType = content.Headers.ContentType;
                request.Headers.TransferEncodingChunked = chunked;
                Assert.Equal(
                    (form, chunked, 200),
                    (form, chunked, (await program.Send(request, withBearer: false)).Code)
                );
            }
        }
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413_in_every_form()
    {
        foreach (var type in Types[..2])
        {
            using var content = new StringContent("a=" + new string('x', 70_000), Encoding.UTF8);
            content.Headers.ContentType = new MediaTypeHeaderValue(type);
            using var refused = await app.Gateway.PostAsync("/v1/verify", content);
            Assert.Equal(413, (int)refused.StatusCode);
        }
    }

    [Fact]
    public async Task A_long_text_is_cut_between_characters()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        var answer = await program.Ask(
            "/v1/activate",
            new()
            {
                ["identifier"] = "HW-1",
                ["version"] = new string('1', 63) + "😀",
                ["platform"] = new string('x', 63) + "😀",
                ["name"] = new string('n', 254) + "😀",
            }
        );
        Assert.Equal((200, 300), (answer.Status, answer.Code));
        Assert.Equal(200, (await program.Verify("HW-1")).Code);
    }

    [Theory]
    [InlineData("/v1/send-telemetry")]
    [InlineData("/v1/activate")]
    public async Task Text_that_no_database_stores_is_refused_before_it_gets_there(string path)
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(
                new
                {
                    license_key = desk.License.Key,
                    identifier = "HW-1",
                    data_group = "use\0",
                }
            ),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", program.ApiKey);
        using var refused = await app.Gateway.SendAsync(request);
        Assert.Equal(400, (int)refused.StatusCode);
        Assert.DoesNotContain(
            "\\u0000",
            await File.ReadAllTextAsync(Path.Combine(app.DataFolder, "logs", "postgres.log")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Whatever_is_sent_nothing_breaks()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        var noise = Gen.OneOf(
            Gen.String[0, 40],
            Gen.Int.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Gen.Const(desk.License.Key),
            Gen.Const("\0")
        );
        await Gen.Select(OneOf(Paths), OneOf(Types), OneOf(Shapes), noise, Gen.Bool)
            .SampleAsync(
                async (path, type, shape, text, known) =>
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, path)
                    {
                        Content = new ByteArrayContent(
                            Encoding.UTF8.GetBytes(
                                string.Format(System.Globalization.CultureInfo.InvariantCulture, shape, text)
                            )
                        ),
                    };
                    request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
                    if (known)
                        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", program.ApiKey);
                    using var answer = await app.Gateway.SendAsync(request);
                    Assert.True((int)answer.StatusCode < 500, $"{path} {type} {(int)answer.StatusCode}");
                    var isProblem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
                    Assert.True(isProblem || (await KeyManagerProgram.Read(answer)).Code >= 100, $"{path} {type}");
                },
                iter: 3000,
                threads: 4
            );
    }

    private static Gen<string> OneOf(string[] words) => Gen.Int[0, words.Length - 1].Select(index => words[index]);
}
