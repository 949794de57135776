using System.Text.RegularExpressions;

namespace Portal.Architecture.Tests;

/// <summary>The map from what somebody does to its code leads somewhere.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Folders =
    [
        "client",
        "gateway",
        "hosting",
        "samples",
        "services",
        "tests",
        "tools",
        "web",
    ];

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/features.md")]
    [InlineData("docs/operations.md")]
    [InlineData("docs/security.md")]
    public void Every_path_in_a_document_is_there(string document) =>
        Assert.Empty(Missing(File.ReadAllText(Path.Combine(Repository.Root(), document))));

    [Fact]
    public void A_path_that_leads_nowhere_is_caught() =>
        Assert.Equal(
            ["services/Licenses/Gone.cs"],
            Missing("See `services/Licenses/Gone.cs`, `services/Licenses` and `not a path`.")
        );

    private static IEnumerable<string> Missing(string text) =>
        Paths()
            .Matches(text)
            .Select(match => match.Groups[1].Value)
            .Where(path => Folders.Contains(path.Split('/')[0]))
            .Where(path => !Path.Exists(Path.Combine(Repository.Root(), path)));

    [GeneratedRegex(@"`([\w.-]+(?:/[\w.-]+)+)`")]
    private static partial Regex Paths();
}
