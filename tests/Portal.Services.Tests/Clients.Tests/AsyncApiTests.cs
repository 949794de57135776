using System.Text.RegularExpressions;
using Portal.Testing;

namespace Portal.Clients.Tests;

/// <summary>Events as their description promises them to the vendor's other services.</summary>
public sealed partial class AsyncApiTests(PortalApp app)
{
    [Fact]
    public async Task Every_exchange_exists_from_the_start_so_that_subscribers_only_bind()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "asyncapi.yaml");
        var exchanges = Address().Matches(await File.ReadAllTextAsync(file)).Select(match => match.Groups[1].Value);
        // Binding to an exchange that is not there closes the channel.
        await using var subscriber = await Subscriber.To(app, [.. exchanges]);
        Assert.True(exchanges.Count() > 10);
    }

    [GeneratedRegex(@"^\s+address: (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Address();
}
