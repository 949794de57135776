using Portal.Testing;

namespace Portal.Activations.Tests.Validation;

public sealed class VersionCoverageTests(PortalApp app)
{
    [Fact]
    public async Task What_was_released_after_maintenance_ended_is_not_covered_in_any_spelling()
    {
        using var desk = await Desk.WithLicense(app, new { maintenanceDays = 30 });
        await desk.Program.Activated("device-1");
        foreach (
            var (version, releasedAt) in new[]
            {
                ("4.0.0", DateTimeOffset.UtcNow.AddDays(-1)),
                ("5.0.0", DateTimeOffset.UtcNow.AddDays(300)),
            }
        )
            await Eventually.Is(
                async () =>
                    (
                        await desk.Catalogue.Operator.Send(
                            "download",
                            "/releases",
                            new
                            {
                                productId = desk.License.Product.Id,
                                version,
                                channel = "stable",
                                releasedAt,
                            }
                        )
                    ).IsSuccessStatusCode,
                "published"
            );
        await Eventually.Is(
            async () =>
                (await desk.Program.Validate("device-1", new { version = "5.0.0" })).Code == "VERSION_NOT_COVERED",
            "the release is known"
        );
        Assert.Equal(
            "VERSION_NOT_COVERED",
            (await desk.Program.Validate("device-1", new { version = "v5.0.0+build.7" })).Code
        );
        Assert.True((await desk.Program.Validate("device-1", new { version = "4.0.0" })).Valid);
        Assert.True((await desk.Program.Validate("device-1", new { version = "never-released" })).Valid);
        using var refused = await desk.Program.Activate("device-2", new { version = "5.0.0" });
        Assert.Equal((403, "VERSION_NOT_COVERED"), await refused.Problem());
    }
}
