namespace Portal.EndToEnd.Tests.Telemetry;

/// <summary>What operators watch. A number is exact where nothing but its test causes it.</summary>
[Collection(Watched.Name)]
public sealed class MeterTests(WatchedPortal portal)
{
    private readonly Catalogue _catalogue = new(portal.App);

    [Fact]
    public async Task Activations_arrive_by_outcome_and_validations_by_verdict()
    {
        var program = new VendorProgram(portal.App, (await NewLicense()).Key);
        var device = await program.Activated("first");
        await program.Activated("first");
        using var limit = await program.Activate("second");
        using var unknown = await new VendorProgram(portal.App, "NOBODY-HAS-THIS-KEY").Activate("third");
        await program.Validate("first");
        await program.Validate("second");
        using var deactivated = await program.Deactivate(device);

        await Arrives("activation", "portal.activations", "outcome", "CREATED", count => count >= 1);
        await Arrives("activation", "portal.activations", "outcome", "REPEATED", count => count == 1);
        await Arrives("activation", "portal.activations", "outcome", "ACTIVATION_LIMIT_REACHED", count => count == 1);
        await Arrives("activation", "portal.activations", "outcome", "NOT_FOUND", count => count == 1);
        await Arrives("activation", "portal.validations", "verdict", "VALID", count => count == 1);
        await Arrives("activation", "portal.validations", "verdict", "NOT_ACTIVATED", count => count == 1);
        await Arrives("activation", "portal.deactivations", "by", "Software", count => count >= 1);
    }

    [Fact]
    public async Task A_refusal_is_decided_and_counted_each_time_whatever_the_idempotency_key()
    {
        var license = await NewLicense();
        await _catalogue.Move(license, "suspend", new { reason = "unpaid" });
        var program = new VendorProgram(portal.App, license.Key);
        await Eventually.Is(async () => (await program.Validate()).Code == "SUSPENDED", "Activation knows of it");
        var key = Guid.NewGuid().ToString();
        using var decided = await program.Post("/activations", new { identifier = "device" }, key);
        using var repeated = await program.Post("/activations", new { identifier = "device" }, key);
        using var other = await program.Post("/activations", new { identifier = "device" });

        await Arrives("activation", "portal.activations", "outcome", "SUSPENDED", count => count == 3);
    }

    [Theory]
    [InlineData("license")]
    [InlineData("activation")]
    [InlineData("download")]
    public async Task Depth_and_age_of_the_outbox_arrive_from(string service)
    {
        await Arrives(service, "portal.outbox.messages", 0);
        await Arrives(service, "portal.outbox.age", 0);
    }

    [Fact]
    public async Task Sign_ins_arrive_by_outcome_and_sessions_while_they_last()
    {
        var member = await _catalogue.NewMember(await _catalogue.NewAccount());
        using var customer = await portal.SignIn(member);
        using var other = await portal.SignIn(member);
        var guess = SignedIn.As(portal.App, member.Email, "not the password");
        await Assert.ThrowsAsync<InvalidOperationException>(() => guess);

        await Arrives("identity", "portal.sign_ins", "outcome", "signed-in", count => count == portal.Sessions);
        await Arrives("identity", "portal.sign_ins", "outcome", "identity.wrong-credentials", count => count == 1);
        await Arrives("gateway", "portal.sessions", portal.Sessions);
        using var page = await customer.Open("/licenses");
        using var signedOut = await customer.Submit(page, [], "/signout");
        await Arrives("gateway", "portal.sessions", portal.Sessions - 1);
    }

    private async Task<Catalogue.License> NewLicense()
    {
        var account = await _catalogue.NewAccount();
        return await _catalogue.NewLicenseInUse(new { activationLimit = 1 }, new { accountId = account.Id });
    }

    private Task Arrives(string service, string name, double value) =>
        Eventually.Is(() => Task.FromResult(portal.Value(service, name) == value), $"{service} reports {value} {name}");

    private Task Arrives(string service, string name, string tag, string value, Predicate<double> isExpected) =>
        Eventually.Is(
            () => Task.FromResult(portal.Value(service, name, tag, value) is { } count && isExpected(count)),
            $"{service} counts {name} with {tag} {value} as expected"
        );
}
