using Portal.Testing;

namespace Portal.Ctl.Tests;

/// <summary>A portal written down, and made again from that.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly CatalogueFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_import_of_an_export_makes_the_same_portal()
    {
        await using (var first = await PortalApp.StartAsync())
        {
            var ctl = await Ctl.Of(first);
            await Succeeds(ctl, "import", Path.Combine(AppContext.BaseDirectory, "demo"));
            await ChangeAfterTheImport(ctl);
            await Succeeds(ctl, "export", At("before"));
        }
        await using (var second = await PortalApp.StartAsync())
        {
            var ctl = await Ctl.Of(second);
            await Succeeds(ctl, "import", At("before"));
            await Succeeds(ctl, "export", At("after"));
            await Succeeds(ctl, "import", At("before"));
            await Succeeds(ctl, "export", At("again"), "--no-files");
        }
        var files = Files("before");
        Assert.True(files.Count > 40, "The files of the releases are missing.");
        Assert.Equal(files, Files("after"));
        Assert.All(files, file => Assert.True(Bytes("before", file).SequenceEqual(Bytes("after", file)), $"{file} differs:\n{FirstDifference(file)}"));
        Assert.All(Files("again"), file => Assert.True(Bytes("before", file).SequenceEqual(Bytes("again", file)), file));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(At("after"), "licenses.csv")));
        Assert.Equal(2, (await Ctl.Alone(folder.Root).Run("export", At("after"))).ExitCode);
    }

    /// <summary>What a catalogue written by hand cannot say: moves at odd moments, a limit that was lowered below what is in use.</summary>
    private static async Task ChangeAfterTheImport(Ctl ctl)
    {
        var licenses = (await ctl.Ask("license", "list")).EnumerateArray().ToList();
        var active = licenses.First(license => license.Text("state") == "active" && license.Text("activationLimit") == "5");
        await ctl.Ask("license", "limit", active.Text("id")!, "1");
        await ctl.Ask("license", "metadata", active.Text("id")!, "a=b;c=d", "none=");
        var assigned = licenses.First(license => license.Text("state") == "assigned").Text("id")!;
        await ctl.Ask("license", "suspend", assigned, "--reason", "\"Quoted\", twice\nand on two lines");
        await ctl.Ask("license", "entitlements", assigned);
        await ctl.Ask("product", "withdraw", "fathomline-embed");
    }

    private static async Task Succeeds(Ctl ctl, params string[] command)
    {
        var answer = await ctl.Run(command);
        Assert.True(answer.ExitCode == 0, answer.Errors);
    }

    private string At(string name) => Path.Combine(folder.Root, name);

    private List<string> Files(string name) =>
        [.. Directory.GetFiles(At(name), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(At(name), file)).Order(StringComparer.Ordinal)];

    private byte[] Bytes(string name, string file) => File.ReadAllBytes(Path.Combine(At(name), file));

    private string FirstDifference(string file) => string.Join('\n', File.ReadLines(Path.Combine(At("before"), file)).Zip(File.ReadLines(Path.Combine(At("after"), file)))
        .Where(lines => lines.First != lines.Second).Take(1).SelectMany(lines => new[] { lines.First, lines.Second }));
}
