using CsCheck;

namespace Portal.Rules.Tests;

public sealed class VerdictTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly LicenseFacts Sound = LicenseStateTests.Sound;
    private static readonly Question Asked = new()
    {
        License = Sound,
        Now = Now,
        Identifier = "device-1",
        Activation = new ActivationFacts(null, false, Now),
    };

    /// <summary>Each rule's failure, from the first rule to the last.</summary>
    public static TheoryData<string, string, Question> Failures =>
        new()
        {
            { "NOT_FOUND", "This key is not known. Check for typing errors.", Asked with { License = null } },
            {
                "PRODUCT_INACTIVE",
                "Studio is no longer offered.",
                Asked with
                {
                    License = Sound with { ProductActive = false },
                }
            },
            { "PRODUCT_MISMATCH", "This key is for Studio.", Asked with { Product = "server" } },
            {
                "ENVIRONMENT_MISMATCH",
                "This key is for test.",
                Asked with
                {
                    Environment = "production",
                    License = Sound with { Environment = "test" },
                }
            },
            {
                "NOT_ASSIGNED",
                "This key has not been assigned yet.",
                Asked with
                {
                    License = Sound with { HasOwner = false },
                }
            },
            {
                "REVOKED",
                "Revoked on May 1, 2026. It cannot be used again.",
                Asked with
                {
                    License = Sound with { RevokedAt = Now.AddMonths(-1) },
                }
            },
            {
                "SUSPENDED",
                "Suspended on May 1, 2026: payment is due.",
                Asked with
                {
                    License = Sound with { SuspendedAt = Now.AddMonths(-1), SuspensionReason = "payment is due" },
                }
            },
            {
                "SUSPENDED",
                "Suspended on May 1, 2026: Payment is due.",
                Asked with
                {
                    License = Sound with { SuspendedAt = Now.AddMonths(-1), SuspensionReason = "Payment is due. " },
                }
            },
            {
                "EXPIRED",
                "Expired on May 1, 2026.",
                Asked with
                {
                    License = Sound with { ExpiresAt = Now.AddMonths(-1), GraceDays = 7 },
                }
            },
            {
                "VERSION_NOT_COVERED",
                "Maintenance ended on May 1, 2026; 5.1.0 was released on May 2, 2026.",
                Asked with
                {
                    Version = "5.1.0",
                    VersionReleasedAt = Now.AddMonths(-1).AddDays(1),
                    License = Sound with { MaintenanceEndsAt = Now.AddMonths(-1) },
                }
            },
            {
                "VERSION_NOT_COVERED",
                "This license covers versions up to 4.x; this is 5.1.0.",
                Asked with
                {
                    Version = "5.1.0",
                    License = Sound with { MaxMajorVersion = 4 },
                }
            },
            {
                "ENTITLEMENTS_MISSING",
                "Not included: sso, audit.",
                Asked with
                {
                    Entitlements = ["sso", "export", "audit"],
                    License = Sound with { Entitlements = ["Export"] },
                }
            },
            {
                "IDENTIFIER_REQUIRED",
                "The program did not say which device it runs on.",
                Asked with
                {
                    Identifier = null,
                }
            },
            { "IDENTIFIER_BLOCKED", "This device is blocked.", Asked with { IdentifierBlocked = true } },
            { "NOT_ACTIVATED", "Not activated on this device.", Asked with { Activation = null } },
            {
                "NOT_ACTIVATED",
                "Not activated on this device: it was deactivated remotely on May 31, 2026.",
                Asked with
                {
                    Activation = new(Now.AddDays(-1), true, Now.AddDays(-9)),
                }
            },
            {
                "NOT_ACTIVATED",
                "Not activated on this device: it was deactivated on May 31, 2026.",
                Asked with
                {
                    Activation = new(Now.AddDays(-1), false, Now.AddDays(-9)),
                }
            },
            {
                "NOT_ACTIVATED",
                "Not activated on this device: it looks like one that is activated, but its hardware has changed.",
                Asked with
                {
                    Activation = null,
                    HardwareChanged = true,
                }
            },
            {
                "HEARTBEAT_MISSED",
                "Last seen Jun 1, 2026; must be seen every 45 minutes.",
                Asked with
                {
                    HeartbeatInterval = TimeSpan.FromMinutes(45),
                    Activation = new(null, false, Now.AddHours(-1)),
                }
            },
            {
                "HEARTBEAT_MISSED",
                "Last seen May 28, 2026; must be seen every 24 hours.",
                Asked with
                {
                    HeartbeatInterval = TimeSpan.FromDays(1),
                    Activation = new(null, false, Now.AddDays(-4)),
                }
            },
            {
                "LIMIT_EXCEEDED",
                "3 of 2 slots in use.",
                Asked with
                {
                    License = Sound with { UsedSlots = 3, ActivationLimit = 2 },
                }
            },
        };

    [Theory, MemberData(nameof(Failures))]
    public void A_failing_rule_gives_its_code_and_its_sentence(string code, string detail, Question question)
    {
        var verdict = Verdicts.Decide(question);
        Assert.Equal((code, detail, false), (verdict.Code, verdict.Detail, verdict.Valid));
    }

    [Theory, MemberData(nameof(Failures))]
    public void Every_rule_but_the_failing_one_passes(string code, string detail, Question question)
    {
        var failed = Verdicts.Explain(question).Where(rule => rule.Outcome == Outcome.Failed).ToList();
        Assert.Equal([(code, detail)], failed.Select(rule => (rule.Code, rule.Detail!)));
    }

    /// <summary>What was not asked, or is not known, and why the rule could say nothing.</summary>
    public static TheoryData<string, string, Question> Unasked =>
        new()
        {
            { "PRODUCT_MISMATCH", "No product was named.", Everything with { Product = null } },
            { "ENVIRONMENT_MISMATCH", "No environment was named.", Everything with { Environment = null } },
            { "VERSION_NOT_COVERED", "No version was named.", Everything with { Version = null } },
            {
                "VERSION_NOT_COVERED",
                "It is not known when 5.1.0 was released.",
                Everything with
                {
                    VersionReleasedAt = null,
                    License = Everything.License! with { MaintenanceEndsAt = Now.AddDays(-1) },
                }
            },
            { "ENTITLEMENTS_MISSING", "No features were asked for.", Everything with { Entitlements = [] } },
            { "HEARTBEAT_MISSED", "This license does not ask for it.", Everything with { HeartbeatInterval = null } },
        };

    private static readonly Question Everything = Asked with
    {
        License = Sound with { Environment = "test", Entitlements = ["sso"], MaxMajorVersion = 9 },
        Product = Sound.ProductSlug,
        Environment = "test",
        Version = "5.1.0",
        VersionReleasedAt = Now.AddMonths(-2),
        Entitlements = ["sso"],
        HeartbeatInterval = TimeSpan.FromDays(1),
    };

    [Theory, MemberData(nameof(Unasked))]
    public void A_rule_that_was_not_asked_is_not_ticked_and_says_why(string code, string reason, Question question)
    {
        Assert.Equal([(code, reason)], Open(question));
        Assert.True(Verdicts.Decide(question).Valid);
    }

    [Fact]
    public void Everything_that_was_asked_is_ticked() =>
        Assert.All(Verdicts.Explain(Everything), rule =>
            Assert.Equal((Outcome.Passed, null), (rule.Outcome, rule.Detail))
        );

    [Fact]
    public void Without_a_device_nothing_about_the_device_is_ticked() =>
        Assert.Equal(
            ["IDENTIFIER_BLOCKED", "NOT_ACTIVATED", "HEARTBEAT_MISSED"],
            Open(Everything with { Identifier = null, Activation = null }).Select(rule => rule.Code)
        );

    [Fact]
    public void Of_an_unknown_key_nothing_is_ticked() =>
        Assert.All(Verdicts.Explain(Everything with { License = null }).Skip(1), rule =>
            Assert.Equal(Outcome.NotChecked, rule.Outcome)
        );

    [Fact]
    public void When_a_device_that_is_not_active_was_last_seen_is_not_ticked() =>
        Assert.Equal([("HEARTBEAT_MISSED", "The device is not active.")], Open(Everything with { Activation = null }));

    private static IEnumerable<(string Code, string Reason)> Open(Question question) =>
        Verdicts
            .Explain(question)
            .Where(rule => rule.Outcome == Outcome.NotChecked)
            .Select(rule => (rule.Code, rule.Detail!));

    [Theory]
    [InlineData("6-rc.1", false)]
    [InlineData("6+build", false)]
    [InlineData("v6", false)]
    [InlineData("4294967296.0.0", false)]
    [InlineData("5.9.9", true)]
    [InlineData("5-rc.1", true)]
    public void A_major_version_is_the_leading_number_however_it_goes_on(string version, bool covered) =>
        Assert.Equal(
            covered,
            Verdicts.Decide(Asked with { Version = version, License = Sound with { MaxMajorVersion = 5 } }).Valid
        );

    [Fact]
    public void Nothing_wrong_is_valid() => Assert.True(Verdicts.Decide(Asked).Valid);

    [Fact]
    public void The_first_failing_rule_decides()
    {
        var everythingWrong = new Question
        {
            License = Sound with
            {
                ProductActive = false,
                Environment = "test",
                HasOwner = false,
                RevokedAt = Now,
                SuspendedAt = Now,
                ExpiresAt = Now,
                MaxMajorVersion = 1,
                UsedSlots = 9,
                ActivationLimit = 1,
            },
            Now = Now,
            Product = "server",
            Environment = "production",
            Version = "2.0.0",
            Entitlements = ["sso"],
            IdentifierBlocked = true,
            HeartbeatInterval = TimeSpan.FromHours(1),
        };
        string[] order =
        [
            "NOT_FOUND",
            "PRODUCT_INACTIVE",
            "PRODUCT_MISMATCH",
            "ENVIRONMENT_MISMATCH",
            "NOT_ASSIGNED",
            "REVOKED",
            "SUSPENDED",
            "EXPIRED",
            "VERSION_NOT_COVERED",
            "ENTITLEMENTS_MISSING",
            "IDENTIFIER_REQUIRED",
            "IDENTIFIER_BLOCKED",
            "NOT_ACTIVATED",
            "HEARTBEAT_MISSED",
            "LIMIT_EXCEEDED",
        ];
        Assert.Equal(order, Verdicts.Explain(everythingWrong).Select(rule => rule.Code));
        Assert.Equal("PRODUCT_INACTIVE", Verdicts.Decide(everythingWrong).Code);
    }

    [Fact]
    public void The_verdict_is_the_first_failure_of_the_explanation() =>
        LicenseStateTests
            .Facts.Select(Gen.DateTimeOffset, Gen.Bool)
            .Sample(
                (license, at, activated) =>
                {
                    var question = Asked with
                    {
                        License = license,
                        Now = at,
                        Activation = activated ? Asked.Activation : null,
                    };
                    var first = Verdicts.Explain(question).FirstOrDefault(rule => rule.Outcome == Outcome.Failed)?.Code
                        ?? "VALID";
                    return first == Verdicts.Decide(question).Code;
                }
            );

    [Fact]
    public void What_a_device_lacks_before_its_activation_does_not_refuse_the_activation()
    {
        var first = Asked with
        {
            Activation = null,
            HeartbeatInterval = TimeSpan.FromHours(1),
            License = Sound with { UsedSlots = 2, ActivationLimit = 1 },
        };
        Assert.True(Verdicts.DecideActivation(first).Valid);
    }

    [Fact]
    public void A_key_is_recognised_in_any_case_and_with_spaces_around_it() =>
        Assert.Contains(LicenseKeyHash.Folded("ABCD-1234"), TypedKey.Of("  abcd-1234\t").FoldedHashes);
}
