using Portal.Licenses.Domain;
using Portal.Rules;

namespace Portal.Licenses.Tests.Domain;

public sealed class AttentionTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero),
        EndOfTime = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);

    public static TheoryData<int?, int?, string> OfDates =>
        new()
        {
            { null, null, "" },
            { 31, null, "" },
            { 30, null, "expiring" },
            { 1, 1, "expiring maintenance-ending" },
            { 0, null, "in-grace" },
            { -13, -100, "in-grace maintenance-ended" },
            { -14, -100, "expired" },
            { -400, null, "expired" },
            { null, 31, "" },
            { null, 30, "maintenance-ending" },
            { 400, 0, "maintenance-ended" },
            { null, -4000, "maintenance-ended" },
        };

    [Theory, MemberData(nameof(OfDates))]
    public void Dates_give_their_reasons(int? expiresInDays, int? maintenanceInDays, string reasons) =>
        Assert.Equal(reasons, Of(Issue(expiresInDays, maintenanceInDays)));

    [Theory]
    [
        InlineData(0, 2, ""),
        InlineData(1, 2, ""),
        InlineData(2, 2, "limit-reached"),
        InlineData(3, 2, "limit-exceeded"),
        InlineData(50, null, "")
    ]
    public void Slots_give_their_reasons(int used, int? limit, string reasons) =>
        Assert.Equal(reasons, Of(Issue(limit: limit, used: used)));

    [Fact]
    public void A_license_has_all_reasons_that_hold() =>
        Assert.Equal(
            "product-withdrawn limit-exceeded expiring maintenance-ended",
            Of(Issue(6, -6, limit: 1, used: 2), active: false)
        );

    [Theory]
    [InlineData(null), InlineData(6), InlineData(-100)]
    public void What_the_vendor_stopped_has_no_other_reason(int? expiresInDays)
    {
        var license = Issue(expiresInDays, -6, limit: 1, used: 1);
        license.Suspend("invoice 2217 is overdue", Now);
        Assert.Equal("suspended", Of(license));
        license.Revoke(Now);
        Assert.Equal("revoked", Of(license));
    }

    [Fact]
    public void The_end_of_the_calendar_is_no_date_to_worry_about()
    {
        var license = License.Issue(
            Policy(),
            LicenseKey.New(),
            new Issuing { ExpiresAt = EndOfTime, MaintenanceEndsAt = EndOfTime },
            Now
        );
        Assert.Equal("", Of(license));
    }

    private static string Of(License license, bool active = true) =>
        string.Join(
            ' ',
            Attention.Reasons(
                license.Facts(
                    new Product
                    {
                        Id = license.ProductId,
                        Slug = "studio",
                        Name = "Studio",
                        Active = active,
                        ChangedAt = Now,
                    }
                ),
                Now
            )
        );

    private static Policy Policy() =>
        new()
        {
            Id = Guid.CreateVersion7(),
            ProductId = Guid.CreateVersion7(),
            Name = "Standard",
            GraceDays = 14,
        };

    private static License Issue(
        int? expiresInDays = null,
        int? maintenanceInDays = null,
        int? limit = null,
        int used = 0
    )
    {
        var terms = new Issuing
        {
            AccountId = Guid.CreateVersion7(),
            ActivationLimit = limit,
            ExpiresAt = At(expiresInDays),
            MaintenanceEndsAt = At(maintenanceInDays),
        };
        var license = License.Issue(Policy(), LicenseKey.New(), terms, Now.AddYears(-20));
        typeof(License).GetProperty(nameof(License.UsedSlots))!.SetValue(license, used);
        return license;

        static DateTimeOffset? At(int? days) => days is { } count ? Now.AddDays(count) : null;
    }
}
