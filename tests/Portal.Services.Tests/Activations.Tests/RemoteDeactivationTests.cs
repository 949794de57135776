using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests;

public sealed class RemoteDeactivationTests(PortalApp app)
{
    private static readonly object Quota = new { terms = new { deactivationQuota = 2, deactivationPeriodDays = 30 } };

    [Fact]
    public async Task Many_devices_over_several_licenses_are_freed_in_one_step_and_twice_is_no_error()
    {
        using var desk = await Desk.WithLicense(app);
        var second = await desk.Catalogue.NewLicenseInUse(license: new { accountId = desk.Account.Id });
        var other = new VendorProgram(app, second.Key);
        Guid[] ids =
        [
            await desk.Program.Activated("device-1"),
            await desk.Program.Activated("device-2"),
            await other.Activated("device-1"),
        ];
        using var once = await Many(desk, ids);
        using var twice = await Many(desk, ids);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (once.StatusCode, twice.StatusCode));
        Assert.Equal(
            ("NOT_ACTIVATED", "NOT_ACTIVATED"),
            ((await desk.Program.Validate("device-2")).Code, (await other.Validate("device-1")).Code)
        );
        Assert.Empty(await desk.Activations("?status=active"));
    }

    [Fact]
    public async Task One_row_of_somebody_else_and_nothing_happens()
    {
        using var desk = await Desk.WithLicense(app);
        using var stranger = await Desk.WithLicense(app);
        Guid[] ids = [await desk.Program.Activated("device-1"), await stranger.Program.Activated("device-1")];
        using var refused = await Many(desk, ids);
        Assert.Equal((404, "not-found"), await refused.Problem());
        Assert.True(
            (await desk.Program.Validate("device-1")).Valid && (await stranger.Program.Validate("device-1")).Valid
        );
    }

    [Fact]
    public async Task All_devices_of_a_license_are_freed_at_once()
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Program.Activated("device-1");
        await desk.Program.Activated("device-2");
        using var answer = await desk.Customer.Api(
            HttpMethod.Post,
            $"/api/activation/licenses/{desk.License.Id}/deactivate"
        );
        Assert.Equal(2, (await answer.Content.ReadFromJsonAsync<JsonObject>())!["deactivated"]!.GetValue<int>());
        Assert.Empty(await desk.Activations("?status=active"));
    }

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
        using var tooMany = await Many(desk, ids);
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

    private static Task<HttpResponseMessage> Many(Desk desk, Guid[] ids) =>
        desk.Customer.Api(HttpMethod.Post, "/api/activation/activations/deactivate", new { ids });
}
