using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Data;
using Portal.Licenses.Reactions;
using Portal.Messaging;
using Portal.Testing;

namespace Portal.Licenses.Tests.Reactions;

/// <summary>Activation's word on the slots of a license, however often and in whatever order it arrives.</summary>
public sealed class SlotUsageTests(PortalApp app)
{
    [Fact]
    public async Task A_word_that_comes_again_or_late_or_to_several_replicas_at_once_leaves_one_record()
    {
        var catalogue = new Catalogue(app);
        var license = (await catalogue.NewLicense()).Id;
        var (first, second, third) = (
            new SlotUsage(license, 1, 1),
            new SlotUsage(license, 2, 2),
            new SlotUsage(license, 3, 0)
        );
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Keep(first, first)));
        await Keep(second);
        await Keep(first, second, third);
        await Task.WhenAll(Keep(second), Keep(third), Keep(first));

        var records = (await catalogue.Operator.Audit(license)).Select(record => record["action"]!.GetValue<string>());
        Assert.Equal(["issued", "activated", "released"], records);
    }

    private async Task Keep(params IReadOnlyList<SlotUsage> usages)
    {
        await using var db = new LicenseDb(
            new DbContextOptionsBuilder<LicenseDb>()
                .UseNpgsql(await app.ConnectionString("licensedb"))
                .UseSnakeCaseNamingConvention()
                .Options
        );
        await db.Upsert(usages, Source.Event, TimeProvider.System.GetUtcNow(), CancellationToken.None);
    }
}
