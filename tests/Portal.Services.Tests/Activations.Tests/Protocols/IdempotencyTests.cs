using Portal.Testing;

namespace Portal.Activations.Tests.Protocols;

public sealed class IdempotencyTests(PortalApp app)
{
    [Fact]
    public async Task The_same_key_and_question_get_the_same_answer_until_the_activation_has_ended()
    {
        using var desk = await Desk.WithLicense(app);
        var first = await Activate(desk, "device-1", "k-1");
        await desk.Program.Activated("device-2");
        Assert.Equal(first, await Activate(desk, "device-1", "k-1"));
        await desk.DeactivateRemotely(await IdOf(desk, "device-1"));
        var second = await Activate(desk, "device-1", "k-1");
        Assert.Equal(201, second.Status);
        Assert.NotEqual(first, second);
        Assert.True((await desk.Program.Validate("device-1")).Valid);
        Assert.Equal(second, await Activate(desk, "device-1", "k-1"));
    }

    [Fact]
    public async Task A_key_whose_activation_has_ended_may_ask_another_question()
    {
        using var desk = await Desk.WithLicense(app);
        await Activate(desk, "device-1", "k-1");
        await desk.DeactivateRemotely(await IdOf(desk, "device-1"));
        Assert.Equal(201, (await Activate(desk, "device-2", "k-1")).Status);
    }

    [Fact]
    public async Task Of_a_license_the_newest_hundred_answers_are_kept()
    {
        using var desk = await Desk.WithLicense(app);
        for (var request = 0; request < 103; request++)
            await Activate(desk, "device-1", $"k-{request}");
        Assert.Equal(100, await Kept(desk));
    }

    [Fact]
    public async Task Another_question_under_the_same_key_is_refused_and_changes_nothing()
    {
        using var desk = await Desk.WithLicense(app);
        await Activate(desk, "device-1", "k-1");
        using var refused = await desk.Program.Post("/activations", new { identifier = "device-2" }, "k-1");
        Assert.Equal((422, "idempotency-key-reused"), await refused.Problem());
        Assert.Single(await desk.Activations());
    }

    [Fact]
    public async Task A_refusal_is_decided_anew_and_another_license_has_keys_of_its_own()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 1 });
        using var other = await Desk.WithLicense(app, new { activationLimit = 1 });
        var device = await desk.Program.Activated("device-1");
        var refused = await Activate(desk, "device-2", "k-1");
        Assert.Equal(409, refused.Status);
        Assert.Equal(0, await Kept(desk));
        await desk.DeactivateRemotely(device);
        Assert.Equal(201, (await Activate(desk, "device-2", "k-1")).Status);
        Assert.Equal(201, (await Activate(other, "device-2", "k-1")).Status);
    }

    [Fact]
    public async Task Twenty_at_once_are_one_activation_and_one_answer()
    {
        using var desk = await Desk.WithLicense(app);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Activate(desk, "device-1", "k-1")));
        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task After_a_day_the_key_may_be_used_again()
    {
        using var desk = await Desk.WithLicense(app);
        await Activate(desk, "device-1", "k-1");
        await app.Sql($"UPDATE given_answers SET at = at - interval '25 hours' WHERE license_id = '{desk.License.Id}'");
        Assert.Equal(201, (await Activate(desk, "device-2", "k-1")).Status);
    }

    private async Task<long> Kept(Desk desk) =>
        await app.Value<long>($"SELECT count(*) FROM given_answers WHERE license_id = '{desk.License.Id}'");

    private static async Task<Guid> IdOf(Desk desk, string identifier) =>
        (await desk.Activations("?status=active")).Single(row => row["identifier"]!.GetValue<string>() == identifier)[
            "id"
        ]!.GetValue<Guid>();

    private static async Task<(int Status, string Body)> Activate(Desk desk, string identifier, string key)
    {
        using var answer = await desk.Program.Post("/activations", new { identifier }, key);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
