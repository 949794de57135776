using Portal.Ctl.Catalogue;
using Portal.Rules;

namespace Portal.Ctl.Tests;

/// <summary>What the demo catalogue promises to those who build on it.</summary>
public sealed class DemoCatalogueTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly VendorCatalogue Demo = CatalogueReader.Read(Path.Combine(AppContext.BaseDirectory, "demo"));

    [Fact]
    public void It_has_its_promised_size()
    {
        Assert.Equal(3, Demo.Products.Count);
        Assert.Equal(7, Demo.Policies.Count);
        Assert.Equal(41, Demo.Licenses.Count());
        Assert.Equal(60, Demo.Activations.Count());
        Assert.Equal(14, Demo.Releases.Count);
    }

    [Fact]
    public void Its_customers_are_an_organization_with_all_roles_and_an_individual()
    {
        var organization = Assert.Single(Demo.Accounts, account => account.Kind == AccountKind.Organization);
        Assert.Equal(
            [MemberRole.Owner, MemberRole.Admin, MemberRole.Member, MemberRole.Member],
            organization.Members.Select(member => member.Role)
        );
        Assert.Equal(
            MemberRole.Owner,
            Assert.Single(Assert.Single(Demo.Accounts, account => account.Kind == AccountKind.Individual).Members).Role
        );
        Assert.All(organization.Members.Where(member => member.Role == MemberRole.Member), member =>
            Assert.Contains(Demo.Licenses, license => license.Assignees.Contains(member.Email))
        );
        Assert.All(Demo.Accounts.SelectMany(account => account.Members), member =>
        {
            Assert.True(member.Password!.Length >= 12);
            Assert.Matches("@example[.](com|org)$", member.Email);
        });
    }

    [Theory]
    [InlineData(LicenseState.Available, 5), InlineData(LicenseState.Assigned, 8), InlineData(LicenseState.Active, 18)]
    [InlineData(LicenseState.Suspended, 3), InlineData(LicenseState.Expired, 5), InlineData(LicenseState.Revoked, 2)]
    public void Every_state_occurs(LicenseState state, int count) =>
        Assert.Equal(count, Demo.Licenses.Count(license => Facts(license).StateAt(Now) == state));

    [Fact]
    public void An_assigned_license_has_exactly_one_slot_and_one_has_no_limit()
    {
        var assigned = Demo
            .Licenses.Where(license => Facts(license).StateAt(Now) == LicenseState.Assigned)
            .Select(Facts)
            .ToList();
        Assert.Contains(assigned, license => license is { ActivationLimit: 1, UsedSlots: 0 });
        Assert.Contains(assigned, license => license is { ActivationLimit: null, UsedSlots: 0 });
    }

    [Fact]
    public void Its_expiry_dates_are_at_the_edges()
    {
        TimeSpan?[] edges =
        [
            TimeSpan.FromHours(3),
            TimeSpan.FromDays(6),
            TimeSpan.FromDays(29),
            TimeSpan.FromDays(-1),
            null,
        ];
        var left = Demo.Licenses.Select(license => Facts(license).ExpiresAt - Now).ToList();
        Assert.All(edges, edge => Assert.Contains(edge, left));
        Assert.Contains(Demo.Licenses, license => Facts(license).ExpiresAt?.Year == 9999);
        Assert.Contains(Demo.Licenses, license =>
            Facts(license) is { ExpiresAt: { } at } facts && at < Now && !facts.IsExpired(Now)
        );
        Assert.Contains(Demo.Licenses, license =>
            Facts(license) is { MaintenanceEndsAt: { } at } facts && at < Now && !facts.IsExpired(Now)
        );
    }

    [Fact]
    public void Its_policies_show_what_a_policy_can_say()
    {
        Assert.Contains(Demo.Policies, policy => policy.ActivationLimit is null);
        Assert.Contains(Demo.Policies, policy => policy.ActivationLimit == 1);
        Assert.Contains(Demo.Policies, policy => policy.MaintenanceDays is not null);
        Assert.Contains(Demo.Policies, policy => policy.MaxMajorVersion is not null);
        Assert.Contains(Demo.Policies, policy => policy is { DurationDays: not null, GraceDays: > 0 });
    }

    [Fact]
    public void Its_policies_show_what_terms_can_say()
    {
        var terms = Demo.Policies.Select(policy => policy.Terms!).ToList();
        Assert.Contains(terms, term => term.HeartbeatMinutes is not null);
        Assert.Contains(terms, term => term.DeactivationQuota is not null);
        Assert.Contains(terms, term => term.FingerprintMatching == FingerprintMatching.Most);
        Assert.Contains(terms, term => term.OfflineActivation);
        Assert.Contains(terms, term => term is { Binding: Binding.Domain, WwwIsSameSite: true });
        Assert.Contains(Demo.Products, product => product.DocumentationUrl is not null);
        Assert.Contains(Demo.Licenses, license => license.Metadata.Count > 0 && license.Entitlements is { Count: > 0 });
    }

    [Fact]
    public void Its_activations_are_of_all_sorts()
    {
        Assert.All(Enum.GetValues<Catalogue.ActivationKind>(), kind =>
            Assert.Contains(Demo.Activations, activation => activation.Kind == kind)
        );
        Assert.Contains(Demo.Activations, activation => activation.Deactivated is not null);
        Assert.Contains(Demo.Activations, activation => activation is { LastSeen: null, Deactivated: null });
        Assert.Contains(Demo.Activations, activation => activation.Ip?.Contains(':', StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Its_releases_cover_channels_platforms_and_sizes()
    {
        var artifacts = Demo.Releases.SelectMany(release => release.Artifacts).ToList();
        Assert.All(Enum.GetValues<Catalogue.ReleaseChannel>(), channel =>
            Assert.Contains(Demo.Releases, release => release.Channel == channel)
        );
        Assert.All(["windows", "macos", "linux"], platform =>
            Assert.Contains(artifacts, artifact => artifact.Platform == platform)
        );
        Assert.All(["x64", "arm64"], arch => Assert.Contains(artifacts, artifact => artifact.Arch == arch));
        Assert.All([".pdf", ".md"], extension =>
            Assert.Contains(artifacts, artifact =>
                artifact.Kind == ArtifactKind.Documentation && Path.GetExtension(artifact.FileName) == extension
            )
        );
        Assert.Equal(
            (10 * 1024, 20 * 1024 * 1024),
            (artifacts.Min(artifact => artifact.Size), artifacts.Max(artifact => artifact.Size))
        );
    }

    private static LicenseFacts Facts(Catalogue.License license)
    {
        var policy = Demo.Policies.Single(policy => policy.Code == license.Policy);
        return new LicenseFacts
        {
            ProductActive = true,
            ProductSlug = policy.Product,
            ProductName = policy.Product,
            HasOwner = license.Customer is not null,
            UsedSlots = Demo.Activations.Count(activation =>
                activation.License == license.Key && activation.Deactivated is null
            ),
            ActivationLimit = license.Limit is { } limit ? limit.Value : policy.ActivationLimit,
            SuspendedAt = license.Then == LicenseAction.Suspend ? Now : null,
            RevokedAt = license.Then == LicenseAction.Revoke ? Now : null,
            ExpiresAt = license.Expires?.Value?.From(Now) ?? After(policy.DurationDays),
            GraceDays = policy.GraceDays,
            MaintenanceEndsAt = license.Maintenance?.Value?.From(Now) ?? After(policy.MaintenanceDays),
        };

        DateTimeOffset? After(int? days) => days is { } count ? license.Issued.From(Now).AddDays(count) : null;
    }
}
