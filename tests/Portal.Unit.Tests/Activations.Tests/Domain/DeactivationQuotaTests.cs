using CsCheck;
using Portal.Activations.Domain;
using Portal.Contracts.Licensing.V1;

namespace Portal.Activations.Tests.Domain;

public sealed class DeactivationQuotaTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Without_a_quota_everything_is_allowed() =>
        Assert.True(DeactivationQuota.Of(new(), [Now], Now).Allows(1000));

    [Fact]
    public void What_is_older_than_the_period_is_forgotten()
    {
        var terms = new UsageTerms { DeactivationQuota = 1, DeactivationPeriodDays = 30 };
        Assert.True(DeactivationQuota.Of(terms, [Now.AddDays(-30)], Now).Allows(1));
        Assert.False(DeactivationQuota.Of(terms, [Now.AddDays(-30).AddSeconds(1)], Now).Allows(1));
    }

    [Fact]
    public void When_it_resets_one_more_is_allowed_and_not_a_moment_before() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 400], Gen.Int[0, 500_000].Array[1, 12])
            .Sample(
                (limit, days, minutesAgo) =>
                {
                    var terms = new UsageTerms { DeactivationQuota = limit, DeactivationPeriodDays = days };
                    var times = minutesAgo.Select(minutes => Now.AddMinutes(-minutes)).ToList();
                    var quota = DeactivationQuota.Of(terms, times, Now);
                    return quota.Allows(1)
                        || (
                            DeactivationQuota.Of(terms, times, quota.ResetsAt!.Value).Allows(1)
                            && !DeactivationQuota.Of(terms, times, quota.ResetsAt.Value.AddTicks(-1)).Allows(1)
                        );
                }
            );
}
