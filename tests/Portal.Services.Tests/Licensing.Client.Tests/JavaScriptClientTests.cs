using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Portal.Testing;

namespace Portal.Licensing.Client.Tests;

/// <summary>The client in JavaScript, in Node. In Chromium: Portal.Browser.Tests. The scenarios are in client/js/test.</summary>
public sealed partial class JavaScriptClientTests(PortalApp app)
{
    [Fact]
    public async Task It_behaves_in_Node_as_the_table_says()
    {
        var world = await JavaScriptWorld.Create(app, canFetchFiles: true);
        var result = JsonNode.Parse(await Node(["test/node.js"], world.ToJsonString()))!;
        Assert.True(result["failed"]!.AsObject().Count == 0, result.ToJsonString());
        Assert.Equal(Scenarios().Count(), result["ran"]!.GetValue<int>());
    }

    [Fact]
    public void Both_clients_have_a_test_for_every_row_of_the_table()
    {
        var document = File.ReadAllText(Path.Combine(JavaScriptWorld.Folder, "client.md"));
        var table = document.Split("## What happens when")[1].Split("\n## ")[0];
        // The first row is the head.
        var sentences = Rows()
            .Matches(table)
            .Skip(1)
            .Select(row => row.Groups[1].Value)
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.True(sentences.Count > 15);
        Assert.Equal(sentences, Scenarios().Order(StringComparer.Ordinal));
        var tests = typeof(JavaScriptClientTests)
            .Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(JavaScriptClientTests).Namespace)
            .SelectMany(type => type.GetMethods())
            .Select(method => method.Name.Replace('_', ' '));
        Assert.Empty(sentences.Except(tests));
    }

    private static IEnumerable<string> Scenarios() =>
        Names()
            .Matches(File.ReadAllText(Path.Combine(JavaScriptWorld.Folder, "test", "behaviour.js")))
            .Select(scenario => scenario.Groups[1].Value);

    private static async Task<string> Node(string[] arguments, string input)
    {
        using var node = Process.Start(
            new ProcessStartInfo("node", arguments)
            {
                WorkingDirectory = JavaScriptWorld.Folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        await node.StandardInput.WriteAsync(input);
        node.StandardInput.Close();
        var errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await errors);
        return output;
    }

    [GeneratedRegex(@"^\| ([A-Z][^|]+?) \|[^|]+\|$", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex("^  '([^']+)': async", RegexOptions.Multiline)]
    private static partial Regex Names();
}
