using CsCheck;
using Portal.Licenses.Domain;

namespace Portal.Licenses.Tests.Domain;

public sealed class NoticesTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static License Issue(DateTimeOffset? expiresAt, int grace = 0, DateTimeOffset? maintenanceEndsAt = null) =>
        License.Issue(
            new Policy
            {
                Id = Guid.CreateVersion7(),
                ProductId = Guid.CreateVersion7(),
                Name = "Standard",
                GraceDays = grace,
            },
            LicenseKey.New(),
            new Issuing { ExpiresAt = expiresAt, MaintenanceEndsAt = maintenanceEndsAt },
            Now
        );

    /// <summary>What is told when somebody looks at these hours after now.</summary>
    private static List<int?> Told(License license, params double[] hours) =>
        [.. hours.Select(hour => license.TakeDueExpiryNotice(Now.AddHours(hour))).Where(told => told is not null)];

    [Fact]
    public void Looked_at_all_the_time_a_license_tells_30_7_1_and_the_end_once_each() =>
        Assert.Equal(
            [30, 7, 1, 0],
            Told(Issue(Now.AddDays(40)), [.. Enumerable.Range(0, 24 * 60).Select(hour => (double)hour)])
        );

    [Theory]
    [InlineData(new double[] { 24 * 33, 24 * 41 }, new int[] { 7, 0 })]
    [InlineData(new double[] { 24 * 39.5 }, new int[] { 1 })]
    [InlineData(new double[] { 24 * 41 }, new int[] { 0 })]
    public void After_an_outage_only_the_most_urgent_is_told(double[] hours, int[] told) =>
        Assert.Equal(told, Told(Issue(Now.AddDays(39).AddHours(23)), [.. hours]).Select(days => days!.Value));

    [Fact]
    public void A_license_that_is_issued_with_few_days_left_tells_so_at_once_and_one_that_is_over_tells_nothing()
    {
        Assert.Equal([7], Told(Issue(Now.AddDays(5)), 0, 1));
        Assert.Empty(Told(Issue(Now.AddDays(-400)), 0, 1, 24 * 365));
        Assert.Empty(Told(Issue(null), 0, 24 * 365));
    }

    [Fact]
    public void A_license_with_a_grace_period_tells_when_that_begins_and_when_it_is_over() =>
        Assert.Equal(
            [1, License.NoticeGraceStarted, License.NoticeExpired],
            Told(Issue(Now.AddHours(5), grace: 2), 0, 6, 24, 50, 54, 60)
        );

    [Fact]
    public void A_renewal_tells_all_of_it_again_and_a_revocation_nothing_more()
    {
        var license = Issue(Now.AddDays(40));
        Told(license, 24 * 39.5);
        license.Renew(Now.AddDays(80), Now.AddDays(39.5));
        Assert.Equal([30, 7], Told(license, 24 * 49.9, 24 * 51, 24 * 52, 24 * 74));
        license.Revoke(Now.AddDays(75));
        Assert.Empty(Told(license, 24 * 80));
    }

    [Fact]
    public void Whatever_the_clock_does_nothing_is_told_twice_and_nothing_that_is_not_so() =>
        Gen.Select(Gen.Int[-5, 60], Gen.Int[0, 10], Gen.Double[-100, 2000].List[1, 60])
            .Sample(
                (days, grace, looks) =>
                {
                    var license = Issue(Now.AddDays(days), grace, Now.AddDays(days));
                    var (told, ended, maintenance) = (new HashSet<int>(), false, 0);
                    foreach (var at in looks.Select(hours => Now.AddHours(hours)))
                    {
                        if (license.TakeDueExpiryNotice(at) is { } left)
                        {
                            var isSo =
                                left == License.NoticeExpired ? license.EndsAt <= at
                                : left == License.NoticeGraceStarted ? license.ExpiresAt <= at && license.EndsAt > at
                                : license.ExpiresAt > at && license.ExpiresAt - at <= TimeSpan.FromDays(left);
                            if (!isSo || !told.Add(left) || ended)
                                return false;
                            ended = left == License.NoticeExpired;
                        }
                        maintenance += license.TakeDueMaintenanceNotice(at) ? 1 : 0;
                    }
                    return maintenance <= 1;
                }
            );

    [Theory]
    [InlineData(31, 24 * 2, true)]
    [InlineData(10, 0, true)]
    [InlineData(31, 0, false)]
    [InlineData(-1, 0, false)]
    [InlineData(31, 24 * 32, false)]
    public void The_end_of_maintenance_is_told_within_its_last_30_days(int days, double hours, bool told)
    {
        var license = Issue(null, maintenanceEndsAt: Now.AddDays(days));
        Assert.Equal(told, license.TakeDueMaintenanceNotice(Now.AddHours(hours)));
        Assert.False(license.TakeDueMaintenanceNotice(Now.AddHours(hours)));
    }
}
