using System.Net.Http.Json;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.KeyManager;

public sealed class ActivateKeyTests(PortalApp app)
{
    [Fact]
    public async Task A_blocked_device_is_refused_with_403()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        await app.Sql(
            $"INSERT INTO blocked_identifiers (id, license_id, identifier, created_at) VALUES (gen_random_uuid(), '{desk.License.Id}', 'HW-BAD', now())"
        );
        var refused = await program.Activate("HW-BAD");
        Assert.Equal(
            (403, 150, false, "suspended"),
            (refused.Status, refused.Code, refused.Valid, refused.LicenseStatus)
        );
    }

    [Fact]
    public async Task The_same_idempotency_key_gets_the_same_answer_and_another_question_is_refused()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        var first = await program.Ask(
            "/v1/activate",
            new() { ["identifier"] = "HW-1", ["idempotencyKey"] = "a" },
            "k-1"
        );
        var second = await program.Ask(
            "/v1/activate",
            new() { ["identifier"] = "HW-1", ["idempotencyKey"] = "b" },
            "k-1"
        );
        Assert.Equal((300, first.Raw), (second.Code, second.Raw));
        using var other = new HttpRequestMessage(HttpMethod.Post, "/v1/activate")
        {
            Content = JsonContent.Create(new { license_key = desk.License.Key, identifier = "HW-2" }),
        };
        other.Headers.Add("Idempotency-Key", "k-1");
        other.Headers.Add("Authorization", $"Bearer {program.ApiKey}");
        using var refused = await app.Gateway.SendAsync(other);
        Assert.Equal((422, "idempotency-key-reused"), await refused.Problem());
        Assert.Equal(400, (await program.Deactivate("HW-1", "k-1")).Code);
    }

    [Fact]
    public async Task A_device_takes_one_slot_and_the_next_is_refused_when_there_is_none_left()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 1 });
        var program = await KeyManagerProgram.Of(app, desk);
        Assert.Equal((300, true, "active"), Said(await program.Activate("HW-1")));
        Assert.Equal((301, true, "active"), Said(await program.Activate("HW-1")));
        Assert.Equal((302, false, "suspended"), Said(await program.Activate("HW-2")));
        Assert.Equal((215, false, "suspended"), Said(await program.Activate(null)));
        Assert.Single(await desk.Activations());
    }

    private static (int Code, bool Valid, string? Status) Said(KeyManagerProgram.Answer answer) =>
        (answer.Code, answer.Valid, answer.LicenseStatus);
}
