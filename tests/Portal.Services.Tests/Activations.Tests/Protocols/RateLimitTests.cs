using System.Net;
using Portal.Activations.Tests.Protocols.KeyManager;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols;

public sealed class RateLimitTests(PortalApp app)
{
    // More than the bucket is filled with again while they are asked, however slow the machine.
    private const int Many = 40;
    private static readonly (string, string)[] Strict =
    [
        ("RateLimits:Key:Burst", "1"),
        ("RateLimits:Key:PerSecond", "1"),
    ];

    [Fact]
    public async Task A_key_beyond_its_limit_is_told_when_to_come_back_and_another_key_is_not_held_up()
    {
        await using var own = await OwnActivation.Start(app, Strict);
        using var desk = await Desk.WithLicense(app);
        using var other = await Desk.WithLicense(app);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, Many)
                .Select(_ =>
                    own.Ask(
                        HttpMethod.Post,
                        "/licensing/v1/validations",
                        desk.License.Key,
                        new { identifier = "device-1" }
                    )
                )
        );
        using var another = await own.Ask(
            HttpMethod.Post,
            "/licensing/v1/validations",
            other.License.Key,
            new { identifier = "device-1" }
        );
        var refused = answers.First(answer => answer.StatusCode != HttpStatusCode.OK);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Equal((429, "RATE_LIMITED"), await refused.Problem());
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Assert.True(refused.Headers.Contains("Signature"));
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, another.StatusCode);
    }

    [Fact]
    public async Task A_program_of_the_KeyManager_API_reads_it_in_the_body_and_cannot_take_it_for_a_yes()
    {
        await using var own = await OwnActivation.Start(app, Strict);
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, Many)
                .Select(_ =>
                    own.Ask(
                        HttpMethod.Post,
                        "/v1/verify",
                        null,
                        new { license_key = desk.License.Key, identifier = "device-1" },
                        program.ApiKey
                    )
                )
        );
        var refused = answers.First(answer => answer.StatusCode != HttpStatusCode.OK);
        var answer = await KeyManagerProgram.Read(refused);
        Assert.Equal((429, 429, 1), (answer.Status, answer.Code, answer.Response["retry_after"]!.GetValue<int>()));
        Assert.Equal((false, "suspended"), (answer.Valid, answer.LicenseStatus));
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
    }
}
