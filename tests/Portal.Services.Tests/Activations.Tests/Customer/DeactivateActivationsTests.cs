using System.Net;
using Portal.Testing;

namespace Portal.Activations.Tests.Customer;

public sealed class DeactivateActivationsTests(PortalApp app)
{
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
        using var once = await desk.DeactivateMany(ids);
        using var twice = await desk.DeactivateMany(ids);
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
        using var refused = await desk.DeactivateMany(ids);
        Assert.Equal((404, "not-found"), await refused.Problem());
        Assert.True(
            (await desk.Program.Validate("device-1")).Valid && (await stranger.Program.Validate("device-1")).Valid
        );
    }

    [Fact]
    public async Task Beyond_the_quota_none_is_freed()
    {
        using var desk = await Desk.WithLicense(app, new { terms = new { deactivationQuota = 1 } });
        var (one, other) = (await desk.Program.Activated("device-1"), await desk.Program.Activated("device-2"));
        using var refused = await desk.DeactivateMany(one, other);
        Assert.Equal((409, "DEACTIVATION_QUOTA_REACHED"), await refused.Problem());
        Assert.Equal(2, (await desk.Activations("?status=active")).Count);
    }

    [Fact]
    public async Task None_or_more_than_a_hundred_are_refused()
    {
        using var desk = await Desk.WithLicense(app);
        foreach (var count in new[] { 0, 101 })
        {
            using var refused = await desk.DeactivateMany([
                .. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()),
            ]);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }
}
