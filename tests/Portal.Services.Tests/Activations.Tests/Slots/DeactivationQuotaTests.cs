using Portal.Testing;

namespace Portal.Activations.Tests.Slots;

/// <summary>How often a customer may deactivate remotely, whichever way.</summary>
public sealed class DeactivationQuotaTests(PortalApp app)
{
    private static readonly object Quota = new { terms = new { deactivationQuota = 2, deactivationPeriodDays = 30 } };

    [Fact]
    public async Task The_quota_is_counted_before_it_is_needed_and_refuses_with_the_day_of_the_next()
    {
        using var desk = await Desk.WithLicense(app, Quota);
        Guid[] ids =
        [
            await desk.Program.Activated("device-1"),
            await desk.Program.Activated("device-2"),
            await desk.Program.Activated("device-3"),
        ];
        using var tooMany = await desk.DeactivateMany(ids);
        Assert.Equal((409, "DEACTIVATION_QUOTA_REACHED"), await tooMany.Problem());
        Assert.Equal(3, (await desk.Activations("?status=active")).Count);

        await desk.DeactivateRemotely(ids[0]);
        var quota = (await desk.Customer.Get($"/api/activation/activations/{ids[1]}"))["quota"]!;
        Assert.Equal((1, 2), (quota["used"]!.GetValue<int>(), quota["limit"]!.GetValue<int>()));
        await desk.DeactivateRemotely(ids[1]);
        await desk.DeactivateRemotely(ids[1]);
        using var refused = await desk.Customer.Api(
            HttpMethod.Post,
            $"/api/activation/activations/{ids[2]}/deactivate"
        );
        Assert.Equal((409, "DEACTIVATION_QUOTA_REACHED"), await refused.Problem());
        Assert.True((await desk.Program.Validate("device-3")).Valid);

        await app.Sql(
            $"UPDATE activations SET deactivated_at = deactivated_at - interval '31 days' WHERE id = '{ids[0]}'"
        );
        Assert.Equal(
            1,
            (await desk.Customer.Get($"/api/activation/licenses/{desk.License.Id}/deactivation-quota"))[
                "used"
            ]!.GetValue<int>()
        );
        await desk.DeactivateRemotely(ids[2]);
    }

    [Fact]
    public async Task Rivals_do_not_exceed_the_quota()
    {
        using var desk = await Desk.WithLicense(app, Quota);
        var ids = new List<Guid>();
        for (var device = 0; device < 8; device++)
            ids.Add(await desk.Program.Activated($"device-{device}"));
        var answers = await Task.WhenAll(
            ids.Select(id => desk.Customer.Api(HttpMethod.Post, $"/api/activation/activations/{id}/deactivate"))
        );
        Assert.Equal(2, answers.Count(answer => answer.IsSuccessStatusCode));
    }

    [Fact]
    public async Task The_program_itself_and_the_vendor_are_not_counted()
    {
        using var desk = await Desk.WithLicense(app, Quota);
        using var given = await desk.Program.Deactivate(await desk.Program.Activated("device-1"));
        var ended = await desk.Catalogue.Operator.Post(
            "activation",
            $"/activations/{await desk.Program.Activated("device-2")}/deactivate",
            new { }
        );
        Assert.Equal("operator", ended["deactivatedBy"]!.GetValue<string>());
        Assert.Contains(
            "remotely",
            (await desk.Program.Validate("device-2")).Body["detail"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            0,
            (await desk.Customer.Get($"/api/activation/licenses/{desk.License.Id}/deactivation-quota"))[
                "used"
            ]!.GetValue<int>()
        );
    }
}
