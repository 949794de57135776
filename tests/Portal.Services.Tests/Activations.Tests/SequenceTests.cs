using Portal.Testing;
using Portal.Testing.Sequences;

namespace Portal.Activations.Tests;

/// <summary>
/// Activation beside sixty lines that say what it must answer. Ten thousand sequences by hand:
/// <c>PORTAL_SEQUENCES=10000 dotnet test artifacts/bin/Portal.Activations.Tests/release/Portal.Activations.Tests.dll --filter FullyQualifiedName~SequenceTests</c>.
/// </summary>
public sealed class SequenceTests(PortalApp app)
{
    private const int Some = 40;

    [Fact]
    public async Task Whatever_happens_to_a_license_in_whatever_order_the_news_arrive_every_answer_is_the_models()
    {
        await using var news = await LicenseNews.Of(app);
        using var activation = new HttpClient { BaseAddress = app.Address("activation") };
        var campaign = new Campaign(timeout => new Sequence(news, activation, timeout), Some);
        var differences = await campaign.Run();
        TestContext.Current.TestOutputHelper?.WriteLine($"{campaign.Played} sequences");
        Assert.Empty(differences);
    }
}
