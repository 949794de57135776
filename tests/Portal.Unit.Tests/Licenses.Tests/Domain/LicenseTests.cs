using CsCheck;
using Portal.Licenses.Domain;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Tests.Domain;

public sealed class LicenseTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Account = Guid.CreateVersion7(),
        Stranger = Guid.CreateVersion7();
    private static readonly Product Studio = new()
    {
        Id = Guid.CreateVersion7(),
        Slug = "studio",
        Name = "Studio",
        ChangedAt = Now,
    };

    private static readonly string[] Moves =
    [
        "assign",
        "steal",
        "suspend",
        "reinstate",
        "renew",
        "renew-back",
        "limit",
        "entitle",
        "note",
        "maintain",
        "activate",
        "deactivate",
        "revoke",
    ];

    private static License Issue(Guid? owner = null, int? days = null, int grace = 0) =>
        License.Issue(
            new Policy
            {
                Id = Guid.CreateVersion7(),
                ProductId = Studio.Id,
                Name = "Standard",
                DurationDays = days,
                GraceDays = grace,
            },
            LicenseKey.New(),
            new Issuing { AccountId = owner },
            Now
        );

    private static LicenseState StateOf(License license, DateTimeOffset at) => license.Facts(Studio).StateAt(at);

    [Fact]
    public void A_license_without_an_owner_is_given_to_one_and_stays_with_it()
    {
        var license = Issue();
        Assert.Null(license.Assign(Account, [], Now));
        Assert.Equal(LicenseState.Assigned, StateOf(license, Now));
        Assert.Equal("license.owned", license.Assign(Stranger, [], Now)?.Code);
        Assert.Equal(Account, license.AccountId);
    }

    [Fact]
    public void Suspending_and_reinstating_leaves_the_license_as_it_was()
    {
        var license = Issue(Account);
        Assert.Null(license.Suspend("payment is due", Now));
        Assert.Equal(LicenseState.Suspended, StateOf(license, Now));
        Assert.Null(license.Reinstate(Now));
        Assert.Equal((LicenseState.Assigned, null), (StateOf(license, Now), license.SuspensionReason));
    }

    [Fact]
    public void Renewing_revives_an_expired_license()
    {
        var license = Issue(Account, days: 10, grace: 2);
        Assert.Equal(LicenseState.Expired, StateOf(license, Now.AddDays(12)));
        Assert.Null(license.Renew(Now.AddDays(100), Now.AddDays(12)));
        Assert.Equal(LicenseState.Assigned, StateOf(license, Now.AddDays(12)));
    }

    [Fact]
    public void Durations_end_with_the_calendar()
    {
        var license = License.Issue(
            new Policy
            {
                Id = Guid.CreateVersion7(),
                ProductId = Studio.Id,
                Name = "Long",
                DurationDays = 36_500,
                MaintenanceDays = 36_500,
                GraceDays = 9,
            },
            LicenseKey.New(),
            new Issuing { IssuedAt = DateTimeOffset.MaxValue.AddDays(-1) },
            Now
        );
        var last = new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);
        Assert.Equal<(DateTimeOffset?, DateTimeOffset?)>((last, last), (license.ExpiresAt, license.MaintenanceEndsAt));
    }

    public static TheoryData<string, string> Refusals =>
        new()
        {
            { "assign", "license.revoked" },
            { "suspend", "license.revoked" },
            { "reinstate", "license.revoked" },
            { "renew", "license.revoked" },
            { "limit", "license.revoked" },
            { "entitle", "license.revoked" },
            { "note", "license.revoked" },
            { "maintain", "license.revoked" },
        };

    [Theory, MemberData(nameof(Refusals))]
    public void A_revoked_license_refuses_every_other_move(string move, string code)
    {
        var license = Issue(Account, days: 10);
        license.Revoke(Now);
        var version = license.Version;
        Assert.Equal(code, Move(license, move, Now)?.Code);
        Assert.Equal((version, LicenseState.Revoked), (license.Version, StateOf(license, Now)));
    }

    [Fact]
    public void A_renewal_into_the_past_or_to_an_earlier_day_or_of_what_never_expires_is_refused()
    {
        var license = Issue(Account, days: 10);
        Assert.Equal("license.expiry-in-the-past", license.Renew(Now.AddDays(-1), Now)?.Code);
        Assert.Equal("license.expiry-not-later", license.Renew(Now.AddDays(5), Now)?.Code);
        Assert.Equal("license.never-expires", Issue(Account).Renew(Now.AddDays(5), Now)?.Code);
    }

    [Fact]
    public void Whatever_happens_revoked_is_final_a_refusal_changes_nothing_and_a_repetition_changes_nothing() =>
        Gen.Select(Gen.Bool, Gen.Int[0, Moves.Length - 1].Select(index => Moves[index]).List[1, 40])
            .Sample(
                (owned, moves) =>
                {
                    var license = Issue(owned ? Account : null, days: 10);
                    var now = Now;
                    foreach (var move in moves)
                    {
                        now = now.AddHours(7);
                        var (before, version, revoked) = (Snapshot(license), license.Version, license.RevokedAt);
                        var refusal = Move(license, move, now);
                        if (StatesHolding(license, now) != 1)
                            return false;
                        if (refusal is not null && (Snapshot(license) != before || license.Version != version))
                            return false;
                        if (revoked is not null && license.RevokedAt != revoked)
                            return false;
                        var (after, newVersion) = (Snapshot(license), license.Version);
                        if (
                            Move(license, move, now)?.Code != refusal?.Code
                            || Snapshot(license) != after
                            || license.Version != newVersion
                        )
                            return false;
                    }
                    return true;
                }
            );

    /// <summary>Of the table of states in the product's words, without the engine's help.</summary>
    private static int StatesHolding(License license, DateTimeOffset now)
    {
        var (revoked, suspended, expired) = (
            license.RevokedAt is not null,
            license.SuspendedAt is not null,
            license.EndsAt <= now
        );
        var running = !revoked && !suspended && !expired;
        bool[] holds =
        [
            running && license.AccountId is null,
            running && license.AccountId is not null && license.UsedSlots == 0,
            running && license.AccountId is not null && license.UsedSlots > 0,
            !revoked && suspended,
            !revoked && !suspended && expired,
            revoked,
        ];
        LicenseState[] names =
        [
            LicenseState.Available,
            LicenseState.Assigned,
            LicenseState.Active,
            LicenseState.Suspended,
            LicenseState.Expired,
            LicenseState.Revoked,
        ];
        return names.Where((name, index) => holds[index] && StateOf(license, now) == name).Count();
    }

    /// <summary>As Activation's word on the slots arrives; nobody without an owner can activate.</summary>
    private static Rejection? Use(License license, int slots)
    {
        if (license.AccountId is not null)
            typeof(License).GetProperty(nameof(License.UsedSlots))!.SetValue(license, slots);
        return null;
    }

    private static string Snapshot(License license) => System.Text.Json.JsonSerializer.Serialize(license);

    private static Rejection? Move(License license, string move, DateTimeOffset now) =>
        move switch
        {
            "assign" => license.Assign(Account, [Stranger], now),
            "steal" => license.Assign(Stranger, [], now),
            "renew-back" => license.Renew(Now.AddDays(1), now),
            "limit" => license.Limit(now.Hour, now),
            "entitle" => license.Entitle([new Feature("a", now.Day % 2 == 0 ? "1" : null)], now),
            "note" => license.Note(
                [
                    new("a", "1"),
                    .. now.Day % 3 == 0 ? [new("a", "2")] : Array.Empty<Portal.Contracts.Licensing.V1.MetadataItem>(),
                ],
                now
            ),
            "maintain" => license.Maintain(now.AddDays(20), now),
            "activate" => Use(license, 2),
            "deactivate" => Use(license, 0),
            "suspend" => license.Suspend("a reason", now),
            "reinstate" => license.Reinstate(now),
            "renew" => license.Renew(now.AddDays(30), now),
            _ => license.Revoke(now),
        };
}
