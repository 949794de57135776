using CsCheck;
using Portal.Contracts.Downloads.V1;
using Portal.Downloads.Domain;
using Portal.Rules;

namespace Portal.Downloads.Tests.Domain;

public sealed class ReleaseRightsTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    // Facts of the license that differ from an owned, activated one without end; days are counted from now.
    [Theory]
    [InlineData("", "2.1.0", -10, true)]
    [InlineData("no-owner", "2.1.0", -10, false)]
    [InlineData("suspended", "2.1.0", -10, false)]
    [InlineData("revoked", "2.1.0", -10, false)]
    [InlineData("product-withdrawn", "2.1.0", -10, false)]
    [InlineData("never-activated", "2.1.0", -10, true)]
    [InlineData("never-activated only-activated", "2.1.0", -10, false)]
    [InlineData("only-activated", "2.1.0", -10, true)]
    [InlineData("maintenance=-10", "2.1.0", -10, true)]
    [InlineData("maintenance=-10", "2.1.0", -9, false)]
    [InlineData("maintenance=5", "2.1.0", -9, true)]
    [InlineData("major=2", "2.9.9", -10, true)]
    [InlineData("major=2", "2.9.9-beta.3+4", -10, true)]
    [InlineData("major=2", "3.0.0-alpha", -10, false)]
    [InlineData("major=1 maintenance=-5", "1.4.0", -4, false)]
    [InlineData("expires=1", "2.1.0", -10, true)]
    [InlineData("expires=0", "2.1.0", -10, false)]
    [InlineData("expires=-3 grace=4", "2.1.0", -10, true)]
    [InlineData("expires=-3 grace=3", "2.1.0", -10, false)]
    [InlineData("expires=-3 keeps", "2.1.0", -10, true)]
    [InlineData("expires=-3 keeps", "2.1.0", -3, true)]
    [InlineData("expires=-3 keeps", "2.1.0", -2, false)]
    [InlineData("expires=-5 grace=2 keeps", "2.1.0", -4, true)]
    [InlineData("expires=-5 grace=2 keeps", "2.1.0", -2, false)]
    [InlineData("expires=-3 keeps maintenance=-20", "2.1.0", -20, true)]
    [InlineData("expires=-3 keeps maintenance=-20", "2.1.0", -19, false)]
    [InlineData("expires=-3 keeps maintenance=9", "2.1.0", -1, true)]
    [InlineData("expires=-3 keeps major=1", "2.1.0", -10, false)]
    [InlineData("expires=-3 keeps suspended", "2.1.0", -10, false)]
    [InlineData("expires=-3 keeps revoked", "2.1.0", -10, false)]
    [InlineData("expires=-3 keeps no-owner", "2.1.0", -10, false)]
    [InlineData("expires=-3 keeps never-activated", "2.1.0", -10, true)]
    [InlineData("expires=-3 keeps never-activated only-activated", "2.1.0", -10, false)]
    public void A_license_covers_a_release(string license, string version, int releasedInDays, bool covered) =>
        Assert.Equal(covered, Rights(license).Cover(Released(version, Now.AddDays(releasedInDays)), Now));

    [Fact]
    public void What_a_license_keeps_after_expiry_is_what_it_had_on_its_last_day() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[-900, 900], Gen.Int[1, 900])
            .Sample(
                (graceDays, releasedInDays, later) =>
                {
                    var rights = Rights($"expires=0 grace={graceDays} keeps");
                    var release = Released("1.0.0", Now.AddDays(releasedInDays));
                    var lastInstant = Now.AddDays(graceDays).AddTicks(-1);
                    var had = release.ReleasedAt <= lastInstant && rights.Cover(release, lastInstant);
                    return rights.Cover(release, Now.AddDays(graceDays + later))
                        == (had || release.ReleasedAt == Now.AddDays(graceDays));
                }
            );

    [Fact]
    public void Suspension_and_revocation_take_everything_whatever_else_holds() =>
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[-99, 99], Gen.Int[-99, 99])
            .Sample(
                (suspended, keeps, expires, released) =>
                    !Rights($"{(suspended ? "suspended" : "revoked")} {(keeps ? "keeps" : "")} expires={expires}")
                        .Cover(Released("1.0.0", Now.AddDays(released)), Now)
            );

    private static DownloadRights Rights(string differences)
    {
        var words = differences
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Split('='))
            .ToDictionary(
                pair => pair[0],
                pair => pair.Length == 2 ? int.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture) : 0
            );
        DateTimeOffset? Day(string word) => words.TryGetValue(word, out var days) ? Now.AddDays(days) : null;
        return new DownloadRights(
            new LicenseFacts
            {
                ProductActive = !words.ContainsKey("product-withdrawn"),
                ProductSlug = "alpha",
                ProductName = "Alpha",
                HasOwner = !words.ContainsKey("no-owner"),
                UsedSlots = words.ContainsKey("never-activated") ? 0 : 1,
                SuspendedAt = words.ContainsKey("suspended") ? Now.AddDays(-1) : null,
                RevokedAt = words.ContainsKey("revoked") ? Now.AddDays(-1) : null,
                ExpiresAt = Day("expires"),
                GraceDays = words.GetValueOrDefault("grace"),
                MaintenanceEndsAt = Day("maintenance"),
                MaxMajorVersion = words.TryGetValue("major", out var major) ? major : null,
            },
            BeforeActivation: !words.ContainsKey("only-activated"),
            AfterExpiry: words.ContainsKey("keeps")
        );
    }

    private static Release Released(string version, DateTimeOffset at) =>
        new()
        {
            Id = Guid.Empty,
            ProductId = Guid.Empty,
            Version = ProductVersion.TryParse(version, out var parsed) ? parsed : throw new ArgumentException(version),
            Channel = ReleaseChannel.Stable,
            ReleasedAt = at,
            PublishedAt = at,
        };
}
