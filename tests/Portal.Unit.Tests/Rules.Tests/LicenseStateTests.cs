using CsCheck;

namespace Portal.Rules.Tests;

public sealed class LicenseStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly LicenseFacts Sound = new()
    {
        ProductActive = true,
        ProductSlug = "studio",
        ProductName = "Studio",
        HasOwner = true,
        UsedSlots = 1,
    };

    public static TheoryData<string, LicenseFacts, LicenseState> States =>
        new()
        {
            { "no owner", Sound with { HasOwner = false, UsedSlots = 0 }, LicenseState.Available },
            { "an owner, no activation", Sound with { UsedSlots = 0 }, LicenseState.Assigned },
            { "an owner and an activation", Sound, LicenseState.Active },
            { "suspended", Sound with { SuspendedAt = Now }, LicenseState.Suspended },
            { "expired this instant", Sound with { ExpiresAt = Now }, LicenseState.Expired },
            { "expires in a tick", Sound with { ExpiresAt = Now.AddTicks(1) }, LicenseState.Active },
            { "in grace", Sound with { ExpiresAt = Now.AddDays(-3), GraceDays = 4 }, LicenseState.Active },
            { "grace is over", Sound with { ExpiresAt = Now.AddDays(-4), GraceDays = 4 }, LicenseState.Expired },
            {
                "expires at the end of the calendar",
                Sound with
                {
                    ExpiresAt = DateTimeOffset.MaxValue,
                    GraceDays = 30,
                },
                LicenseState.Active
            },
            { "revoked", Sound with { RevokedAt = Now }, LicenseState.Revoked },
            {
                "revoked, suspended and expired",
                Sound with
                {
                    RevokedAt = Now,
                    SuspendedAt = Now,
                    ExpiresAt = Now.AddDays(-9),
                },
                LicenseState.Revoked
            },
            {
                "suspended and expired",
                Sound with
                {
                    SuspendedAt = Now,
                    ExpiresAt = Now.AddDays(-9),
                },
                LicenseState.Suspended
            },
            {
                "expired without an owner",
                Sound with
                {
                    HasOwner = false,
                    ExpiresAt = Now.AddDays(-9),
                },
                LicenseState.Expired
            },
        };

    [Theory, MemberData(nameof(States))]
    public void The_strongest_fact_decides_the_state(string because, LicenseFacts license, LicenseState expected) =>
        Assert.True(expected == license.StateAt(Now), $"{because}: {license.StateAt(Now)}");

    [Fact]
    public void A_revoked_license_is_revoked_whatever_else_is_true_and_whenever_it_is_asked() =>
        Facts
            .Select(Gen.DateTimeOffset)
            .Sample((license, at) => (license with { RevokedAt = Now }).StateAt(at) == LicenseState.Revoked);

    [Fact]
    public void Only_a_license_in_state_active_or_assigned_is_ever_valid() =>
        Facts
            .Select(Gen.DateTimeOffset)
            .Sample(
                (license, at) =>
                {
                    var verdict = Verdicts.DecideLicense(license, at);
                    var usable = license.StateAt(at) is LicenseState.Active or LicenseState.Assigned;
                    return !verdict.Valid || usable;
                }
            );

    internal static readonly Gen<LicenseFacts> Facts =
        from owner in Gen.Bool
        from used in Gen.Int[0, 5]
        from limit in Gen.Int[1, 5].Nullable()
        from suspended in Gen.DateTimeOffset.Nullable()
        from revoked in Gen.DateTimeOffset.Nullable()
        from expires in Gen.DateTimeOffset.Nullable()
        from grace in Gen.Int[0, 4000]
        select Sound with
        {
            HasOwner = owner,
            UsedSlots = used,
            ActivationLimit = limit,
            SuspendedAt = suspended,
            RevokedAt = revoked,
            ExpiresAt = expires,
            GraceDays = grace,
        };
}
