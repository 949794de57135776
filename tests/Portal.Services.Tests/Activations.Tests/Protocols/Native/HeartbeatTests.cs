using System.Net;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.Native;

public sealed class HeartbeatTests(PortalApp app)
{
    private static readonly object Policy = new { terms = new { heartbeatMinutes = 60, staleAfterDays = 30 } };

    [Fact]
    public async Task A_device_that_says_so_has_been_seen()
    {
        using var desk = await Desk.WithLicense(app);
        var activation = await desk.Program.Activated("device-1");
        using var beat = await desk.Program.Heartbeat(activation);
        Assert.Equal(HttpStatusCode.NoContent, beat.StatusCode);
        await Eventually.Is(async () => Assert.Single(await desk.Activations())["lastSeenAt"] is not null, "seen");
    }

    [Fact]
    public async Task A_valid_validation_counts_as_seen_and_a_refused_one_does_not()
    {
        using var desk = await Desk.WithLicense(app);
        var (seen, unseen) = (await desk.Program.Activated("device-1"), await desk.Program.Activated("device-2"));
        await desk.Program.Validate("device-2", new { product = "another" });
        await desk.Program.Validate("device-1", new { version = "4.3.0" });
        await Eventually.Is(async () => (await Row(desk, seen))["lastSeenAt"] is not null, "seen");
        Assert.Equal("4.3.0", (await Row(desk, seen))["appVersion"]!.GetValue<string>());
        Assert.Null((await Row(desk, unseen))["lastSeenAt"]);
    }

    [Fact]
    public async Task A_device_that_was_deactivated_or_never_was_is_told_so()
    {
        using var desk = await Desk.WithLicense(app);
        var activation = await desk.Program.Activated("device-1");
        await desk.DeactivateRemotely(activation);
        using var ended = await desk.Program.Heartbeat(activation);
        Assert.Equal((409, "NOT_ACTIVATED"), await ended.Problem());
        using var unknown = await desk.Program.Heartbeat(Guid.NewGuid());
        Assert.Equal((404, "not-found"), await unknown.Problem());
        using var other = await Desk.WithLicense(app);
        using var stranger = await desk.Program.Heartbeat(await other.Program.Activated("device-1"));
        Assert.Equal((404, "not-found"), await stranger.Problem());
    }

    [Fact]
    public async Task A_missed_heartbeat_refuses_is_reported_once_and_the_next_one_heals_it_at_once()
    {
        using var desk = await Desk.WithLicense(app, Policy);
        await using var subscriber = await Subscriber.To(app, "portal.activations.v1.heartbeat-lost");
        var activation = await desk.Program.Activated("device-1");
        Assert.True((await desk.Program.Validate("device-1")).Valid);
        await Eventually.Is(async () => (await Row(desk, activation))["lastSeenAt"] is not null, "seen");
        await Age(activation, "2 hours");
        await Eventually.Is(
            () =>
                Task.FromResult(
                    subscriber.Messages.Any(message => message.Body["activationId"]!.GetValue<Guid>() == activation)
                ),
            "reported"
        );
        using var another = await Desk.WithLicense(app, Policy);
        Assert.Equal("HEARTBEAT_MISSED", (await desk.Program.Validate("device-1")).Code);
        using var beat = await desk.Program.Heartbeat(activation);
        Assert.Equal(HttpStatusCode.NoContent, beat.StatusCode);
        Assert.True((await desk.Program.Validate("device-1")).Valid);
        Assert.Single(subscriber.Messages, message => message.Body["activationId"]!.GetValue<Guid>() == activation);
    }

    [Fact]
    public async Task What_gives_no_sign_of_life_ends_by_itself_once_and_its_slot_is_free()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 1, terms = new { staleAfterDays = 30 } });
        await using var subscriber = await Subscriber.To(app, "portal.activations.v1.activation-expired");
        var activation = await desk.Program.Activated("device-1");
        await Age(activation, "31 days");
        await Eventually.Is(
            async () => (await Row(desk, activation))["status"]!.GetValue<string>() == "deactivated",
            "ended"
        );
        await desk.Program.Activated("device-2");
        await Eventually.Is(
            () =>
                Task.FromResult(
                    subscriber.Messages.Any(message => message.Body["activationId"]!.GetValue<Guid>() == activation)
                ),
            "told"
        );
        Assert.Single(subscriber.Messages, message => message.Body["activationId"]!.GetValue<Guid>() == activation);
    }

    private static async Task<System.Text.Json.Nodes.JsonObject> Row(Desk desk, Guid id) =>
        (await desk.Activations()).Single(row => row["id"]!.GetValue<Guid>() == id);

    private async Task Age(Guid activation, string age) =>
        Assert.Equal(
            1,
            await app.Sql(
                $"UPDATE activations SET last_seen_at = now() - interval '{age}', first_seen_at = first_seen_at - interval '{age}' WHERE id = '{activation}'"
            )
        );
}
