using System.Net;
using Portal.Testing;

namespace Portal.Activations.Tests.Customer;

public sealed class DeactivateActivationTests(PortalApp app)
{
    [Fact]
    public async Task The_very_next_validation_is_refused_and_says_that_it_was_remote()
    {
        using var desk = await Desk.WithLicense(app);
        var activation = await desk.Program.Activated("device-1");
        Assert.Equal("deactivated", (await desk.DeactivateRemotely(activation))["status"]!.GetValue<string>());
        var verdict = await desk.Program.Validate("device-1");
        Assert.Equal("NOT_ACTIVATED", verdict.Code);
        Assert.Contains("remotely", verdict.Body["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_slot_is_free_at_once_and_twice_is_the_same_as_once()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 1 });
        var activation = await desk.Program.Activated("device-1");
        await desk.DeactivateRemotely(activation);
        await desk.DeactivateRemotely(activation);
        await desk.Program.Activated("device-2");
        using var refused = await desk.Program.Activate("device-3");
        Assert.Equal((409, "ACTIVATION_LIMIT_REACHED"), await refused.Problem());
    }

    [Fact]
    public async Task Many_at_once_free_one_slot_and_publish_one_event()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 3 });
        await using var subscriber = await Subscriber.To(app, "portal.activations.v1.activation-deactivated");
        await desk.Program.Activated("device-0");
        var activation = await desk.Program.Activated("device-1");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => desk.DeactivateRemotely(activation)));
        await desk.DeactivateRemotely(await desk.Program.Activated("device-2"));

        List<Guid> Mine() =>
            [
                .. subscriber
                    .Messages.Where(message => message.Body["licenseId"]!.GetValue<Guid>() == desk.License.Id)
                    .Select(message => message.Body["activationId"]!.GetValue<Guid>()),
            ];
        await Eventually.Is(() => Task.FromResult(Mine().Count >= 2), "both events");
        Assert.Equal(2, Mine().Count);
        var verdict = await desk.Program.Validate("device-0");
        Assert.Equal(1, verdict.Body["license"]!["usedSlots"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_member_frees_devices_of_licenses_assigned_to_them_and_of_no_other()
    {
        using var desk = await Desk.WithLicense(app);
        var activation = await desk.Program.Activated("device-1");
        var member = await desk.Catalogue.NewMember(desk.Account, "Member");
        using var signedIn = await desk.Catalogue.SignIn(member);
        using var hidden = await signedIn.Api(HttpMethod.Post, $"/api/activation/activations/{activation}/deactivate");
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.True((await desk.Program.Validate("device-1")).Valid);

        await desk.Catalogue.Move(
            desk.License,
            "assign",
            new { accountId = desk.Account.Id, assigneeIds = new[] { member.Id } }
        );
        await Eventually.Is(
            async () =>
            {
                using var response = await signedIn.Api(
                    HttpMethod.Post,
                    $"/api/activation/activations/{activation}/deactivate"
                );
                return response.StatusCode == HttpStatusCode.OK;
            },
            "the member may deactivate"
        );
        Assert.Equal("NOT_ACTIVATED", (await desk.Program.Validate("device-1")).Code);
    }

    [Fact]
    public async Task Each_is_written_down_for_ever()
    {
        using var desk = await Desk.WithLicense(app);
        var activation = await desk.Program.Activated("device-1");
        await desk.DeactivateRemotely(activation);
        await desk.DeactivateRemotely(activation);
        Assert.Equal(
            1L,
            await app.Value<long>(
                $"SELECT count(*) FROM audit_records WHERE action = 'deactivated' AND license_id = '{desk.License.Id}' AND subject = '{activation}'"
            )
        );
        foreach (
            var change in new[]
            {
                "DELETE FROM audit_records",
                "UPDATE audit_records SET actor = 'x'",
                "TRUNCATE audit_records",
            }
        )
            await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.Sql(change));
    }

    [Fact]
    public async Task A_device_of_another_account_does_not_exist()
    {
        using var desk = await Desk.WithLicense(app);
        using var stranger = await Desk.WithLicense(app);
        var path = $"activations/{await stranger.Program.Activated("device-1")}/deactivate";
        Assert.Equal(404, await desk.StatusOf(HttpMethod.Post, path));
    }
}
