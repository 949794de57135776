using Portal.Testing;

namespace Portal.Ctl.Tests;

public sealed class IssueManyTests(PortalApp app) : IDisposable
{
    private readonly CatalogueFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Work_that_was_cut_off_is_finished_without_issuing_one_twice()
    {
        var (ctl, policy, slug, work) = (await Ctl.Of(app), New(), New(), New());
        await ctl.Ask("product", "create", slug);
        await ctl.Ask("policy", "create", policy, "--product", slug);

        // As far as a process came that was killed after its second batch.
        Assert.Equal(0, (await Issue("4000", "half.csv")).ExitCode);
        var finished = await Issue("5001", "all.csv");
        Assert.Equal(0, finished.ExitCode);
        Assert.Contains($"--idempotency-key {work}", finished.Errors, StringComparison.Ordinal);
        var again = await Issue("5001", "again.csv");
        Assert.Equal(0, again.ExitCode);

        var (half, all) = (await Lines("half.csv"), await Lines("all.csv"));
        Assert.Equal("id,key", all[0]);
        Assert.Equal(5002, all.Distinct().Count());
        Assert.Equal(half, all[..4001]);
        Assert.Equal(all, await Lines("again.csv"));
        Assert.Equal(5001, (await ctl.Ask("license", "list", "--product", slug)).GetArrayLength());

        Task<Ctl.Answer> Issue(string count, string file) =>
            ctl.Run(
                "license",
                "issue",
                "--policy",
                policy,
                "--count",
                count,
                "--idempotency-key",
                work,
                "--out",
                Path.Combine(_folder.Root, file)
            );
    }

    [Fact]
    public async Task Keys_are_for_their_owner_and_never_overwritten()
    {
        var (ctl, policy, slug) = (await Ctl.Of(app), New(), New());
        var file = Path.Combine(_folder.Root, "keys.csv");
        await ctl.Ask("product", "create", slug);
        await ctl.Ask("policy", "create", policy, "--product", slug);
        string[] issue =
        [
            "license",
            "issue",
            "--policy",
            policy,
            "--count",
            "3",
            "--expires",
            "2031-01-01",
            "--limit",
            "7",
            "--out",
            file,
        ];
        Assert.Equal("3", (await ctl.Ask(issue)).Text("issued"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(2, (await ctl.Run(issue)).ExitCode);
        Assert.All((await ctl.Ask("license", "list", "--product", slug)).EnumerateArray(), license =>
            Assert.Equal("7", license.Text("activationLimit"))
        );
        Assert.Equal(3, (await ctl.Ask("license", "issue", "--policy", policy, "--count", "3")).GetArrayLength());
        Assert.Equal(
            2,
            (await ctl.Run("license", "issue", "--policy", policy, "--count", "3", "--expires", "+1d")).ExitCode
        );
    }

    private async Task<string[]> Lines(string file) => await File.ReadAllLinesAsync(Path.Combine(_folder.Root, file));

    private static string New() => $"many-{Guid.NewGuid():N}";
}
