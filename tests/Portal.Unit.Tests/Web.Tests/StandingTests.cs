using System.Text.RegularExpressions;
using Portal.Web.Clients;
using Portal.Web.Design;
using static Portal.Web.Standing;

namespace Portal.Web.Tests;

public sealed partial class StandingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero),
        EndOfTime = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);

    /// <summary>What each reason is called, and what helps.</summary>
    private static readonly Dictionary<string, (Tone Tone, string Badge, Remedy Remedy)> Expected = new()
    {
        [Revoked] = (Tone.Bad, "Revoked", Remedy.Contact),
        [Suspended] = (Tone.Bad, "Suspended", Remedy.Contact),
        [Expired] = (Tone.Bad, "Expired", Remedy.Renew),
        [ProductWithdrawn] = (Tone.Bad, "Not offered", Remedy.Contact),
        [LimitExceeded] = (Tone.Bad, "Over its limit", Remedy.FreeSlot),
        [InGrace] = (Tone.Warn, "In grace", Remedy.Renew),
        [Expiring] = (Tone.Warn, "Expiring", Remedy.Renew),
        [LimitReached] = (Tone.Warn, "No free slot", Remedy.FreeSlot),
        [BlockedDevice] = (Tone.Warn, "Device blocked", Remedy.Contact),
        [MaintenanceEnding] = (Tone.Warn, "Updates ending", Remedy.Renew),
        [MaintenanceEnded] = (Tone.Warn, "Updates ended", Remedy.Renew),
        [NotActivated] = (Tone.Warn, "Not activated", Remedy.Download),
        [Ready] = (Tone.Ok, "Active", Remedy.Download),
    };

    [Fact]
    public void Over_all_combinations_of_facts_it_is_green_only_if_nothing_needs_attention_and_says_everything_that_does()
    {
        var (cases, seen) = (0, new HashSet<string>());
        foreach (var facts in Combinations())
        {
            var reasons = facts.Reasons();
            var standing = Of(facts.Row(), Now, facts.Blocked);
            var (tone, badge, remedy) = Expected[reasons.FirstOrDefault(Ready)];
            Assert.Equal(
                (reasons.FirstOrDefault(Ready), tone, badge, remedy),
                (standing.Reason, standing.Tone, standing.Badge, standing.Remedy)
            );
            Assert.Equal(reasons.Skip(1), standing.Also.Select(other => other.Reason));
            Assert.Equal(reasons.Count == 0, standing.Tone == Tone.Ok);
            foreach (var sentence in standing.Also.Prepend(standing).Select(each => each.Text(TimeZoneInfo.Utc)))
                Assert.Matches(Sentence(), sentence);
            Assert.DoesNotContain("9999", standing.Text(TimeZoneInfo.Utc), StringComparison.Ordinal);
            seen.Add(standing.Reason);
            cases++;
        }
        Assert.Equal(Expected.Keys.Order(), seen.Order());
        Assert.True(cases > 2000);
    }

    public static TheoryData<string, string, string> Sentences =>
        new()
        {
            { Ready, "Ready to use on 3 more devices.", "2 of 5 slots are in use." },
            { Expiring, "Expires on Nov 28, 2026, in 5 days.", $"After that, it works until {End}." },
            {
                InGrace,
                "Expired on Nov 18, 2026. Works until Dec 2, 2026.",
                "Renew it before then, or it stops on its 2 devices."
            },
            { LimitReached, "All 5 slots are in use.", "Free one to use it on another device." },
            { LimitExceeded, "7 of 5 slots are in use.", "The software works on no device until you free 2 slots." },
            {
                MaintenanceEnding,
                "Updates end on Dec 2, 2026, in 9 days.",
                "Versions released after that are not included."
            },
            { MaintenanceEnded, "Updates ended on Nov 14, 2026.", "Versions released until then stay yours." },
            { NotActivated, "Not activated on any device.", "Install the software and enter the license key there." },
            { BlockedDevice, "1 device is blocked.", "The software does not work there until the block is lifted." },
            { ProductWithdrawn, "Studio {0} is no longer offered.", "The software does not accept this license." },
            {
                Suspended,
                "Suspended: Payment is overdue.",
                $"Since {When}, it does not work on its 2 devices. It works there again once the suspension ends."
            },
            {
                Expired,
                "Expired on Nov 18, 2026.",
                "It no longer works on its 2 devices. It works there again once it is renewed."
            },
            { Revoked, "Revoked on Nov 22, 2026. It cannot be used again.", "" },
        };

    [Theory, MemberData(nameof(Sentences))]
    public void Each_reason_has_its_sentence(string reason, string sentence, string note)
    {
        var facts = new Facts("active", null, 14, null, 2, 5, false, 0);
        facts = reason switch
        {
            Expiring => facts with { ExpiresIn = 5 },
            InGrace or Expired => facts with { ExpiresIn = -5, Grace = reason == InGrace ? 14 : 0 },
            LimitReached => facts with { Used = 5 },
            LimitExceeded => facts with { Used = 7 },
            MaintenanceEnding => facts with { MaintenanceIn = 9 },
            MaintenanceEnded => facts with { MaintenanceIn = -9 },
            NotActivated => facts with { Used = 0 },
            BlockedDevice => facts with { Blocked = 1 },
            ProductWithdrawn => facts with { Withdrawn = true },
            Suspended or Revoked => facts with { Stop = reason },
            _ => facts,
        };
        var standing = Of(facts.Row(), Now, facts.Blocked);
        Assert.Equal((reason, sentence, note), (standing.Reason, standing.Text(TimeZoneInfo.Utc), standing.Note));
    }

    [Fact]
    public void Dates_are_those_of_the_reader()
    {
        var row = new Facts("active", 5, 0, null, 2, 5, false, 0).Row() with
        {
            ExpiresAt = new(2026, 11, 28, 23, 30, 0, TimeSpan.Zero),
        };
        Assert.Contains(
            "Nov 29, 2026",
            Of(row, Now).Text(TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_state_without_reasons_is_still_not_green() =>
        Assert.Equal(
            Tone.Bad,
            Of(
                new Facts("active", null, 0, null, 1, 5, false, 0).Row() with
                {
                    State = LicenseState.Suspended,
                    Attention = null,
                },
                Now
            ).Tone
        );

    [Theory]
    [
        InlineData("expired", Tone.Bad),
        InlineData("limit-reached", Tone.Warn),
        InlineData("expiring", Tone.Warn),
        InlineData("something-new", Tone.Info)
    ]
    public void Reasons_have_a_tone_and_unknown_ones_stay_calm_but_not_green(string reason, Tone tone) =>
        Assert.Equal(
            tone,
            Of(new Facts("active", 5, 0, null, 1, 5, false, 0).Row() with { Attention = [reason] }, Now).Tone
        );

    private static IEnumerable<Facts> Combinations() =>
        from stop in new[] { "active", Suspended, Revoked }
        from expires in new int?[] { null, -100, -5, 0, 1, 30, 31, int.MaxValue }
        from grace in new[] { 0, 14 }
        from maintenance in new int?[] { null, -400, -1, 9, 400, int.MaxValue }
        from slots in new (int, int?)[] { (0, null), (1, null), (0, 5), (1, 1), (4, 5), (5, 5), (6, 5) }
        from withdrawn in new[] { false, true }
        from blocked in new[] { 0, 2 }
        where blocked <= slots.Item1
        select new Facts(stop, expires, grace, maintenance, slots.Item1, slots.Item2, withdrawn, blocked);

    /// <summary>The facts of a license, and the reasons that License gives for them (services/Licenses/Domain/Attention.cs).</summary>
    private sealed record Facts(
        string Stop,
        int? ExpiresIn,
        int Grace,
        int? MaintenanceIn,
        int Used,
        int? Limit,
        bool Withdrawn,
        int Blocked
    )
    {
        private DateTimeOffset? Ends => ExpiresIn == int.MaxValue ? EndOfTime : At(ExpiresIn)?.AddDays(Grace);

        public List<string> Reasons() =>
            Stop is Suspended or Revoked ? [Stop]
            : Ends <= Now ? [Expired]
            : [.. Working()];

        public LicenseRow Row()
        {
            List<string> known = [.. Reasons().Where(reason => reason is not (NotActivated or BlockedDevice))];
            var state =
                Stop == Revoked ? LicenseState.Revoked
                : Stop == Suspended ? LicenseState.Suspended
                : Ends <= Now ? LicenseState.Expired
                : Used > 0 ? LicenseState.Active
                : LicenseState.Assigned;
            return new(
                Guid.Empty,
                "****-4TLD",
                new(Guid.Empty, "studio", "Studio {0}"),
                "Team",
                state,
                Used,
                Limit,
                At(ExpiresIn),
                [],
                Now
            )
            {
                Attention = known,
                EndsAt = Ends,
                MaintenanceEndsAt = At(MaintenanceIn),
                SuspendedAt = Now.AddDays(-2),
                SuspensionReason = "Payment is overdue.",
                RevokedAt = Now.AddDays(-1),
                Downloadable = true,
            };
        }

        private IEnumerable<string> Working()
        {
            if (Withdrawn)
                yield return ProductWithdrawn;
            if (Used > Limit)
                yield return LimitExceeded;
            if (ExpiresIn <= 0)
                yield return InGrace;
            else if (ExpiresIn <= 30)
                yield return Expiring;
            if (Used == Limit)
                yield return LimitReached;
            if (Blocked > 0)
                yield return BlockedDevice;
            if (MaintenanceIn <= 0)
                yield return MaintenanceEnded;
            else if (MaintenanceIn <= 30)
                yield return MaintenanceEnding;
            if (Used == 0)
                yield return NotActivated;
        }

        private static DateTimeOffset? At(int? days) =>
            days == int.MaxValue ? EndOfTime
            : days is { } count ? Now.AddDays(count)
            : null;
    }

    [GeneratedRegex("""^[A-Z0-9][^\u0001\u0002]+\.$""")]
    private static partial Regex Sentence();
}
