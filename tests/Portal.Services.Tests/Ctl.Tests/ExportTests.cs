using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Portal.Testing;

namespace Portal.Ctl.Tests;

/// <summary>A portal written down, and made again from that.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly CatalogueFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_import_of_an_export_makes_the_same_portal()
    {
        await using (var first = await PortalApp.StartAsync())
        {
            var ctl = await Ctl.Of(first);
            await Succeeds(ctl, "import", await DemoWithSmallFiles());
            await Activate(
                first,
                "FLS-Q0XFP-9C2WW-YRGYR-YSHJH-3AXNJ",
                new { identifier = "pc", fingerprint = new { board = "B1", disk = "D1" } }
            );
            await Activate(
                first,
                "FLE-JEEN5-1Q5B1-EXP37-AZZDG-HYCE6",
                new { kind = "domain", identifier = "localhost" }
            );
            await ChangeAfterTheImport(ctl);
            foreach (
                var blocked in (object[])
                    [
                        new { identifier = "stolen laptop", reason = "Reported \"stolen\"," },
                        new
                        {
                            identifier = "Evil.example.org",
                            kind = "domain",
                            licenseId = "0199f0c4-e650-72cd-ab52-85dcff6b8071",
                        },
                    ]
            )
                await new Operator(first).Post("activation", "/blocked-identifiers", blocked);
            await Eventually.Is(() => IsValidWithinGrace(first), "a license within its grace is valid");
            await Succeeds(ctl, "export", At("before"));
        }
        await using (var second = await PortalApp.StartAsync())
        {
            var ctl = await Ctl.Of(second);
            await Succeeds(ctl, "import", At("before"));
            await Succeeds(ctl, "export", At("after"));
            await Succeeds(ctl, "import", At("before"));
            await Succeeds(ctl, "export", At("again"), "--no-files");
            await Eventually.Is(
                () => IsValidWithinGrace(second),
                "a license keeps the grace that its policy had when it was issued"
            );
        }
        var files = Files("before");
        Assert.True(files.Count > 40, "The files of the releases are missing.");
        Assert.Equal(files, Files("after"));
        Assert.All(files, file =>
            Assert.True(
                Bytes("before", file).SequenceEqual(Bytes("after", file)),
                $"{file} differs:\n{FirstDifference(file)}"
            )
        );
        Assert.All(Files("again"), file =>
            Assert.True(Bytes("before", file).SequenceEqual(Bytes("again", file)), file)
        );
        Assert.Contains(
            "Studio Team,14,unlimited,Team,none,",
            await File.ReadAllTextAsync(Path.Combine(At("after"), "licenses.csv")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "board:",
            await File.ReadAllTextAsync(Path.Combine(At("after"), "activations.csv")),
            StringComparison.Ordinal
        );
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(At("after"), "licenses.csv"))
            );
        Assert.Equal(2, (await Ctl.Alone(_folder.Root).Run("export", At("after"))).ExitCode);
    }

    /// <summary>The same as the demo catalogue, with files of 12 KB.</summary>
    private async Task<string> DemoWithSmallFiles()
    {
        Directory.CreateDirectory(At("demo"));
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "demo")))
            await File.WriteAllTextAsync(
                Path.Combine(At("demo"), Path.GetFileName(file)),
                Regex.Replace(await File.ReadAllTextAsync(file), "\"size\": \"[^\"]*\"", "\"size\": \"12 KB\"")
            );
        return At("demo");
    }

    /// <summary>What a catalogue written by hand cannot say: moves at odd moments, a limit that was lowered below what is in use.</summary>
    private static async Task ChangeAfterTheImport(Ctl ctl)
    {
        var licenses = (await ctl.Ask("license", "list")).EnumerateArray().ToList();
        var active = licenses.First(license =>
            license.Text("state") == "active" && license.Text("activationLimit") == "5"
        );
        await ctl.Ask("license", "limit", active.Text("id")!, "1");
        await ctl.Ask("license", "metadata", active.Text("id")!, "a=b;c=d", "none=");
        var assigned = licenses.First(license => license.Text("state") == "assigned").Text("id")!;
        await ctl.Ask("license", "suspend", assigned, "--reason", "\"Quoted\", twice\nand on two lines");
        await ctl.Ask("license", "entitlements", assigned);
        await ctl.Ask("product", "withdraw", "fathomline-embed");
        await ctl.Ask(
            "policy",
            "update",
            "0199f0c4-b388-7487-ba4d-ab474de10382",
            "--name",
            "Studio Team of today",
            "--grace-days",
            "0",
            "--edition",
            "none",
            "--environment",
            "production",
            "--max-major-version",
            "4",
            "--renewal-url",
            "https://example.org/renew",
            "--download-before-activation",
            "false",
            "--download-after-expiry",
            "true",
            "--binding",
            "none",
            "--www-is-same-site",
            "true"
        );
    }

    /// <summary>Expired yesterday; its policy has had no grace since it was changed.</summary>
    private static async Task<bool> IsValidWithinGrace(PortalApp app) =>
        (
            await new VendorProgram(app, "FLS-JP13J-PVETH-15EAK-RZEKK-4ZWB4").Validate(
                "2ea7a61bddbfbcb4b746fd290323f4d3"
            )
        ).Valid;

    private static Task Activate(PortalApp app, string key, object activation) =>
        Eventually.Is(
            async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/licensing/v1/activations")
                {
                    Content = JsonContent.Create(activation),
                };
                request.Headers.Authorization = new("License", key);
                using var answer = await app.Gateway.SendAsync(request);
                return answer.IsSuccessStatusCode;
            },
            "Activation knows the license"
        );

    private static async Task Succeeds(Ctl ctl, params string[] command)
    {
        var answer = await ctl.Run(command);
        Assert.True(answer.ExitCode == 0, answer.Errors);
    }

    private string At(string name) => Path.Combine(_folder.Root, name);

    private List<string> Files(string name) =>
        [
            .. Directory
                .GetFiles(At(name), "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(At(name), file))
                .Order(StringComparer.Ordinal),
        ];

    private byte[] Bytes(string name, string file) => File.ReadAllBytes(Path.Combine(At(name), file));

    private string FirstDifference(string file) =>
        string.Join(
            '\n',
            File.ReadLines(Path.Combine(At("before"), file))
                .Zip(File.ReadLines(Path.Combine(At("after"), file)))
                .Where(lines => lines.First != lines.Second)
                .Take(1)
                .SelectMany(lines => new[] { lines.First, lines.Second })
        );
}
