using System.Text.Json.Nodes;

namespace Portal.EndToEnd.Tests.Outages;

/// <summary>kill -9 of everything, one by one, under a light load: nothing lost, nothing twice, nothing oversold.</summary>
[Collection(Replicated.Name)]
public sealed class KillTests(ReplicatedPortal portal)
{
    private const int Some = 60;

    // How long it took is said in the output; these are only how long a busy machine is waited for.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90),
        Delivery = TimeSpan.FromMinutes(2);

    private readonly PortalApp _app = portal.App;

    public static TheoryData<string> Victims =>
        ["identity", "license", "activation", "download", "gateway", "rabbitmq", "redis", "postgres"];

    [Theory, MemberData(nameof(Victims))]
    public async Task Killed_under_load_the_portal_serves_again_by_itself_and_nothing_is_lost(string victim)
    {
        var catalogue = new Catalogue(_app);
        var account = await catalogue.NewAccount();
        var member = await catalogue.NewMember(account);
        var licenses = await Task.WhenAll(
            new int?[] { 1, 2, 3, null }.Select(limit =>
                catalogue.NewLicenseInUse(new { activationLimit = limit }, new { accountId = account.Id })
            )
        );
        using var customer = await catalogue.SignIn(member);
        var serving = new Serving(_app, licenses[^1], member, customer);
        var facts = new StoredFacts(_app, [.. licenses.Select(license => license.Id)]);

        await using var load = new LightLoad(_app, licenses);
        await load.MoreAnswers(Some);
        var killed = TimeProvider.System.GetTimestamp();
        for (var replica = _app.ProcessIds(victim).Count - 1; replica >= 0; replica--)
            await _app.Kill9(victim, replica);
        await serving.Again(Longest);
        await load.MoreAnswers(Some);
        await load.Stop();
        Say("the load ended", killed);

        Assert.Empty(load.Surprises);
        await Nothing_promised_is_lost(load, facts);
        Assert.All(await facts.Slots(), row =>
            Assert.True(
                (long)row[2] <= (long)row[1] && (long)row[2] == (long)row[3],
                $"License {row[0]}: limit {row[1]}, {row[2]} slots in use, {row[3]} active."
            )
        );
        await Every_fact_reaches_the_subscriber_once(portal.Subscriber, facts, licenses);
        await Eventually.Is(
            async () => (await facts.SlotsAsLicenseKnows()).SequenceEqual((await facts.Slots()).Select(row => row[2])),
            "License counts the slots as Activation does",
            Delivery
        );
        Say("every event had arrived", killed);
    }

    private static void Say(string what, long since) =>
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{TimeProvider.System.GetElapsedTime(since).TotalSeconds:0.0} s after the kill {what}"
        );

    private static async Task Nothing_promised_is_lost(LightLoad load, StoredFacts facts)
    {
        Assert.Empty(load.Promised.Keys.Except(await facts.Created()));
        Assert.Empty(
            load.Promised.Where(activation => activation.Value)
                .Select(activation => activation.Key)
                .Except(await facts.Deactivated())
        );
    }

    private static async Task Every_fact_reaches_the_subscriber_once(
        Subscriber subscriber,
        StoredFacts facts,
        Catalogue.License[] licenses
    )
    {
        var (created, deactivated) = (await facts.Created(), await facts.Deactivated());
        Assert.NotEmpty(created);
        Assert.NotEmpty(deactivated);
        try
        {
            await Eventually.Is(
                () =>
                    Task.FromResult(
                        created.Count <= Received("createdAt").Count
                            && deactivated.Count <= Received("deactivatedAt").Count
                    ),
                "every event arrives",
                Delivery
            );
        }
        catch (TimeoutException never)
        {
            throw new TimeoutException(
                $"{never.Message} {Received("createdAt").Count} of {created.Count} and {Received("deactivatedAt").Count} of {deactivated.Count} did; {await facts.Unpublished()} wait in the outbox.",
                never
            );
        }
        Assert.Equal(created.Order(), Received("createdAt").Order());
        Assert.Equal(deactivated.Order(), Received("deactivatedAt").Order());

        // One for each event id: the same event may come twice, under the same id.
        List<Guid> Received(string when) =>
            [
                .. subscriber
                    .Messages.Where(message =>
                        message.Body[when] is not null
                        && licenses.Any(license => license.Id == Id(message.Body, "licenseId"))
                    )
                    .DistinctBy(message => message.MessageId)
                    .Select(message => Id(message.Body, "activationId")),
            ];
    }

    private static Guid Id(JsonObject body, string name) => body[name]!.GetValue<Guid>();
}
