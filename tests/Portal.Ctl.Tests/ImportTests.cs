using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Ctl.Tests;

public sealed class ImportTests(PortalApp app) : IDisposable
{
    private const string License = "0199f0c4-0005-7000-8000-000000000001";
    private readonly CatalogueFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_activation_that_is_refused_is_named_by_its_line_takes_none_with_it_and_is_put_right_by_importing_again()
    {
        var ctl = await Ctl.Of(app);
        folder.Replace("policies.json", "\"activationLimit\": 1", "\"activationLimit\": 2");
        folder.Replace("activations.csv", "-9d,-1d,", "-9d,-1d,\n0199f0c4-0006-7000-8000-000000000002,CHRT-00001,domain,no host!,-9d,,");
        var refused = await ctl.Run("import", folder.Root);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("activations.csv:3:1: ", refused.Errors, StringComparison.Ordinal);
        Assert.Empty(await Activations());

        folder.Replace("activations.csv", "no host!", "example.org");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var done = await ctl.Run("import", folder.Root);
            Assert.True(done.ExitCode == 0, done.Errors);
            Assert.Equal(["abc", "example.org"], (await Activations()).Select(activation => activation!["identifier"]!.GetValue<string>()));
        }
    }

    private async Task<JsonArray> Activations() => (await new Operator(app).Get("activation", $"/activations?licenseId={License}"))["items"]!.AsArray();
}
