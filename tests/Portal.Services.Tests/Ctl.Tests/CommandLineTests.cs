using Portal.Ctl.Commands;

namespace Portal.Ctl.Tests;

public sealed class CommandLineTests : IDisposable
{
    private static readonly string Nowhere = Path.Combine(Path.GetTempPath(), "portalctl-nowhere");
    private readonly CatalogueFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [
        InlineData("license", "suspend", "0199f0c4-0005-7000-8000-000000000001"),
        InlineData("license", "show", "abc"),
        InlineData("import"),
        InlineData("no-such-command"),
        InlineData("license", "list", "--state", "odd")
    ]
    public async Task Wrong_use_ends_with_2(params string[] args) => Assert.Equal(2, await CommandLine.Run(args));

    [Fact]
    public async Task Help_is_no_mistake() => Assert.Equal(0, await CommandLine.Run(["license", "--help"]));

    [Fact]
    public async Task A_catalogue_with_mistakes_ends_with_2_before_anybody_is_asked() =>
        Assert.Equal(
            2,
            await CommandLine.Run(["import", _folder.Replace("licenses.csv", "-10d", "x").Root, "--data", Nowhere])
        );

    [Fact]
    public async Task No_running_copy_ends_with_3() =>
        Assert.Equal(3, await CommandLine.Run(["import", _folder.Root, "--data", Nowhere]));

    [Fact]
    public async Task A_copy_that_does_not_answer_ends_with_3()
    {
        const string Closed = "[\"http://127.0.0.1:1\"]";
        var service = $$"""{ "http": {{Closed}}, "management": {{Closed}} }""";
        _folder.Write(
            "endpoints.json",
            $$"""{ "resources": { "identity": {{service}}, "license": {{service}}, "activation": {{service}}, "download": {{service}} }, "parameters": { "operator-secret": "x" } }"""
        );
        Assert.Equal(3, await CommandLine.Run(["product", "list", "--data", _folder.Root]));
    }
}
