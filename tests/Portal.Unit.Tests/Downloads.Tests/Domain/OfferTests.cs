using CsCheck;
using Portal.Contracts.Downloads.V1;
using Portal.Downloads.Domain;
using Portal.Rules;

namespace Portal.Downloads.Tests.Domain;

public sealed class OfferTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly Release[] Published =
    [
        Released("3.1.0-beta.1", -2, ReleaseChannel.Beta),
        Released("3.0.0", -5),
        Released("2.7.3", -75, ReleaseChannel.Hotfix),
        Released("2.7.0", -200),
    ];

    private static readonly Gen<DateTimeOffset?> AnyDay = Gen.Int[-400, 500]
        .Select(days => days > 400 ? (DateTimeOffset?)null : Now.AddDays(days));

    private static readonly Gen<DownloadRights> AnyRights =
        from owned in Gen.Frequency((9, Gen.Const(true)), (1, Gen.Const(false)))
        from used in Gen.Int[0, 1]
        from stopped in Gen.Frequency((8, Gen.Const("")), (1, Gen.Const("suspended")), (1, Gen.Const("revoked")))
        from expires in AnyDay
        from maintenance in AnyDay
        from major in Gen.Int[0, 4]
        from grace in Gen.Int[0, 40]
        from before in Gen.Bool
        from keeps in Gen.Bool
        select new DownloadRights(
            Facts with
            {
                HasOwner = owned,
                UsedSlots = used,
                SuspendedAt = stopped == "suspended" ? Now.AddDays(-1) : null,
                RevokedAt = stopped == "revoked" ? Now.AddDays(-1) : null,
                ExpiresAt = expires,
                GraceDays = grace,
                MaintenanceEndsAt = maintenance,
                MaxMajorVersion = major == 0 ? null : major,
            },
            before,
            keeps
        );

    private static readonly Gen<Release[]> AnyReleases = (
        from major in Gen.Int[1, 4]
        from minor in Gen.Int[0, 3]
        from days in Gen.Int[-500, 10]
        from channel in Gen.Enum<ReleaseChannel>()
        from files in Gen.Int[0, 2]
        select Released($"{major}.{minor}.0", days, channel, files)
    ).Array[0, 8];

    private static LicenseFacts Facts =>
        new()
        {
            ProductActive = true,
            ProductSlug = "alpha",
            ProductName = "Alpha",
            HasOwner = true,
            UsedSlots = 1,
        };

    [Fact]
    public void What_diagnostics_call_not_covered_is_not_offered_and_nothing_is_offered_that_a_link_refuses() =>
        Gen.Select(AnyRights, AnyReleases)
            .Sample(
                (rights, releases) =>
                {
                    var offer = Offer.Of([rights], releases, Now);
                    Assert.All(offer.Covered, release => Assert.True(rights.Cover(release, Now)));
                    Assert.All(offer.Covered, release =>
                        Assert.DoesNotContain(Diagnose(rights, release), rule =>
                            rule.Outcome == Outcome.Failed && rule.Code == VerdictCode.VersionNotCovered
                        )
                    );
                    Assert.Equal(
                        releases.Count(release => release.Artifacts.Count > 0 && rights.Cover(release, Now)),
                        offer.Covered.Count
                    );
                }
            );

    [Fact]
    public void A_license_that_gives_nothing_says_why_and_points_at_nothing_newer() =>
        Gen.Select(AnyRights, AnyReleases)
            .Sample(
                (rights, releases) =>
                {
                    if (rights.Refusal(Now) is null)
                        return;
                    var offer = Offer.Of([rights], releases, Now);
                    Assert.Empty(offer.Covered);
                    Assert.Null(offer.Newer);
                }
            );

    [Fact]
    public void A_newer_one_is_stable_the_newest_of_all_and_covered_by_no_license() =>
        Gen.Select(AnyRights.Array[1, 3], AnyReleases)
            .Sample(
                (rights, releases) =>
                {
                    var offer = Offer.Of(rights, releases, Now);
                    if (offer.Newer is not { } newer)
                        return;
                    Assert.False(newer.Release.IsPreRelease);
                    Assert.DoesNotContain(rights, right => right.Cover(newer.Release, Now));
                    Assert.All(offer.Covered.Where(release => !release.IsPreRelease), release =>
                        Assert.True(release.Version.CompareTo(newer.Release.Version) <= 0)
                    );
                    Assert.True(newer.UpdatesEndedAt < newer.Release.ReleasedAt || newer.MaxMajorVersion is not null);
                }
            );

    [Fact]
    public void After_the_end_of_maintenance_the_newer_stable_release_is_named_with_the_end()
    {
        var offer = Offer.Of([Rights(Facts with { MaintenanceEndsAt = Now.AddDays(-35) })], Published, Now);
        Assert.Equal(["2.7.3", "2.7.0"], offer.Covered.Select(release => release.Version.Text));
        Assert.Equal(
            ("3.0.0", Now.AddDays(-35), null),
            (offer.Newer!.Release.Version.Text, offer.Newer.UpdatesEndedAt, offer.Newer.MaxMajorVersion)
        );
    }

    [Fact]
    public void Above_the_allowed_major_version_a_renewal_would_not_help()
    {
        var offer = Offer.Of(
            [Rights(Facts with { MaxMajorVersion = 2, MaintenanceEndsAt = Now.AddDays(-35) })],
            Published,
            Now
        );
        Assert.Equal(
            ("3.0.0", null, 2),
            (offer.Newer!.Release.Version.Text, offer.Newer.UpdatesEndedAt, offer.Newer.MaxMajorVersion)
        );
    }

    [Fact]
    public void What_is_kept_after_expiry_ends_with_the_last_day()
    {
        var offer = Offer.Of(
            [new DownloadRights(Facts with { ExpiresAt = Now.AddDays(-40), GraceDays = 5 }, true, AfterExpiry: true)],
            Published,
            Now
        );
        Assert.Equal(["2.7.3", "2.7.0"], offer.Covered.Select(release => release.Version.Text));
        Assert.Equal(Now.AddDays(-35), offer.Newer!.UpdatesEndedAt);
    }

    [Fact]
    public void A_second_license_that_covers_the_newest_leaves_nothing_to_name() =>
        Assert.Null(
            Offer.Of([Rights(Facts with { MaintenanceEndsAt = Now.AddDays(-35) }), Rights(Facts)], Published, Now).Newer
        );

    [Theory]
    [
        InlineData("revoked", "REVOKED"),
        InlineData("suspended", "SUSPENDED"),
        InlineData("expired", "EXPIRED"),
        InlineData("unassigned", "NOT_ASSIGNED"),
        InlineData("unused", "NOT_ACTIVATED")
    ]
    public void A_license_that_gives_nothing_gives_the_reason_of_the_rule(string fact, string code)
    {
        var license = fact switch
        {
            "revoked" => Facts with { RevokedAt = Now },
            "suspended" => Facts with { SuspendedAt = Now },
            "expired" => Facts with { ExpiresAt = Now },
            "unassigned" => Facts with { HasOwner = false },
            _ => Facts with { UsedSlots = 0 },
        };
        Assert.Equal(code, new DownloadRights(license, BeforeActivation: false, AfterExpiry: false).Refusal(Now)?.Code);
    }

    private static DownloadRights Rights(LicenseFacts license) =>
        new(license, BeforeActivation: true, AfterExpiry: false);

    private static IReadOnlyList<RuleOutcome> Diagnose(DownloadRights rights, Release release) =>
        Verdicts.Explain(
            new Question
            {
                License = rights.License,
                Now = Now,
                Version = release.Version.Text,
                VersionReleasedAt = release.ReleasedAt,
                Identifier = "any",
            }
        );

    private static Release Released(
        string version,
        int days,
        ReleaseChannel channel = ReleaseChannel.Stable,
        int files = 1
    )
    {
        Assert.True(ProductVersion.TryParse(version, out var parsed));
        Assert.True(FileName.TryParse("setup.exe", out var fileName));
        var id = Guid.NewGuid();
        return new Release
        {
            Id = id,
            ProductId = Guid.Empty,
            Version = parsed,
            Channel = channel,
            ReleasedAt = Now.AddDays(days),
            PublishedAt = Now,
            Artifacts =
            [
                .. Enumerable
                    .Range(0, files)
                    .Select(_ => new Artifact
                    {
                        Id = Guid.NewGuid(),
                        ReleaseId = id,
                        FileName = fileName,
                        Kind = ArtifactKind.Installer,
                        Platform = "windows",
                        Arch = "x64",
                        Size = 1,
                        Sha256 = new string('0', 64),
                        StoredAt = Now,
                    }),
            ],
        };
    }
}
