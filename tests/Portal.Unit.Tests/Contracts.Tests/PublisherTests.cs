using System.Text.RegularExpressions;
using Portal.Architecture.Tests;

namespace Portal.Contracts.Tests;

/// <summary>An event that no service names among those it publishes would be parked.</summary>
public sealed partial class PublisherTests
{
    [Fact]
    public void Every_event_is_named_by_the_one_service_that_publishes_it()
    {
        var named = Repository
            .Files.Where(file => file.Path.StartsWith("services/", StringComparison.Ordinal))
            .SelectMany(file => Named().Matches(file.Text).Select(match => match.Groups[1].Value));
        Assert.Equal(
            ContractTypes.Events.Select(type => type.Name).Order(StringComparer.Ordinal),
            named.Order(StringComparer.Ordinal)
        );
    }

    [GeneratedRegex(@"\.Publishes<(\w+)>\(\)")]
    private static partial Regex Named();
}
