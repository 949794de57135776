using Portal.Ctl.Catalogue;

namespace Portal.Ctl.Tests;

/// <summary>What the demo's licenses do not cover, and what stops on them: each case can be seen.</summary>
public sealed class DemoCoverageTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly VendorCatalogue Demo = CatalogueReader.Read(Path.Combine(AppContext.BaseDirectory, "demo"));

    private static readonly List<(License License, Policy Policy, List<Release> Releases)> Owned =
    [
        .. Demo
            .Licenses.Where(license => license is { Customer: not null, Then: LicenseAction.Nothing })
            .Select(license =>
            {
                var policy = Demo.Policies.Single(policy => policy.Code == license.Policy);
                return (license, policy, Demo.Releases.Where(release => release.Product == policy.Product).ToList());
            }),
    ];

    [Fact]
    public void After_an_end_of_maintenance_there_came_a_stable_version_and_a_pre_release() =>
        Assert.Contains(Owned, owned =>
            owned.Policy.MaintenanceDays is { } days
            && owned.License.Issued.From(Now).AddDays(days) is var end
            && end < Now
            && owned.Releases.Exists(release =>
                release.Channel == ReleaseChannel.Stable && release.Released.From(Now) <= end
            )
            && owned.Releases.Exists(release =>
                release.Channel == ReleaseChannel.Stable && release.Released.From(Now) > end
            )
            && owned.Releases.Exists(release =>
                release.Channel == ReleaseChannel.Beta && release.Released.From(Now) > end
            )
        );

    [Fact]
    public void There_is_a_stable_version_above_an_allowed_major_one() =>
        Assert.Contains(Owned, owned =>
            owned.Policy.MaxMajorVersion is { } most
            && owned.Releases.Exists(release =>
                release.Channel == ReleaseChannel.Stable
                && release.Version.StartsWith($"{most + 1}.", StringComparison.Ordinal)
            )
        );

    [Fact]
    public void A_newest_stable_version_has_no_file_for_one_platform_that_an_older_one_has() =>
        Assert.Contains(Demo.Releases.GroupBy(release => release.Product), product =>
            product
                .Where(release => release.Channel != ReleaseChannel.Beta)
                .OrderByDescending(release => release.Released.From(Now))
                .ToList()
                is [var newest, .. var older]
            && older.SelectMany(release => release.Artifacts).Any(artifact => artifact.Platform == "windows")
            && newest.Artifacts.All(artifact => artifact.Platform is "linux" or "any")
        );

    [Fact]
    public void One_license_gives_its_files_after_the_first_activation_which_never_was() =>
        Assert.Contains(Owned, owned =>
            !owned.Policy.DownloadBeforeActivation
            && !Demo.Activations.Any(activation => activation.License == owned.License.Key)
        );

    [Fact]
    public void A_device_is_blocked_on_a_license_that_works_on_others() =>
        Assert.Contains(Demo.Blocked, blocked =>
            Owned.Exists(owned => owned.License.Key == blocked.License)
            && Demo
                .Activations.Where(activation =>
                    activation.License == blocked.License && activation.Deactivated is null
                )
                .ToList()
                is { Count: > 1 } devices
            && devices.Exists(device => device.Identifier == blocked.Identifier)
        );
}
