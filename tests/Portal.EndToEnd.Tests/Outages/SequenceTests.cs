using Portal.Testing.Sequences;

namespace Portal.EndToEnd.Tests.Outages;

/// <summary>
/// Two replicas of Activation beside the model, while one of them is killed again and again. What fails is asked again under the
/// same Idempotency-Key. Longer by hand: <c>PORTAL_SEQUENCES</c> says how many sequences.
/// </summary>
[Collection(Replicated.Name)]
public sealed class SequenceTests(ReplicatedPortal portal)
{
    private const int Some = 40,
        BetweenKills = 15,
        MaxKills = 100;

    [Fact]
    public async Task Whichever_replica_dies_every_answer_is_the_models()
    {
        await using var news = await LicenseNews.Of(portal.App);
        var campaign = new Campaign(timeout => new Sequence(news, portal.App.Gateway, timeout, replicated: true), Some);
        var running = campaign.Run();
        var kills = 0;
        var between = Math.Max(BetweenKills, campaign.Count / MaxKills);
        for (var next = BetweenKills / 2; next < campaign.Count; next += between)
        {
            await Eventually.Is(
                () => Task.FromResult(campaign.Played >= next || running.IsCompleted),
                $"{next} sequences are played",
                TimeSpan.FromMinutes(5)
            );
            if (running.IsCompleted)
                break;
            await portal.App.Kill9("activation", Random.Shared.Next(2));
            kills++;
            await portal.App.WaitUntilHealthy("activation");
        }
        var differences = await running;
        TestContext.Current.TestOutputHelper?.WriteLine($"{campaign.Played} sequences, {kills} kills");
        Assert.Empty(differences);
        Assert.True(kills > 0, "Nothing was killed.");
    }
}
