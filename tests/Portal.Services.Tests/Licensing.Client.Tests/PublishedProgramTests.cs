using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using Portal.Testing;

namespace Portal.Licensing.Client.Tests;

/// <summary>The library as vendors ship it: in a package, and in a program that was trimmed.</summary>
public sealed class PublishedProgramTests(PortalApp app) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("published-program-").FullName;

    [Fact]
    public async Task A_trimmed_program_activates_validates_and_takes_a_license_file()
    {
        // The lock files of the repository know no runtime.
        await File.WriteAllTextAsync(
            $"{_folder}/locks.props",
            $"<Project><PropertyGroup><NuGetLockFilePath>{_folder}/$(MSBuildProjectName).lock.json</NuGetLockFilePath></PropertyGroup></Project>",
            TestContext.Current.CancellationToken
        );
        // Every warning of the trimmer is an error.
        await Run(
            "dotnet",
            $"publish {Path.Combine(Root(), "samples/vendor-program")} -c Release -r linux-x64 --self-contained -v quiet -nologo"
                + " -p:Trimmed=true -p:TrimmerSingleWarn=false -p:RestoreLockedMode=false"
                + $" -p:CustomBeforeMicrosoftCommonProps={_folder}/locks.props"
                + $" --artifacts-path {_folder}/artifacts -o {_folder}/program"
        );
        var catalogue = new Catalogue(app);
        var license = await catalogue.NewLicenseInUse(
            new { activationLimit = 1 },
            new { accountId = (await catalogue.NewAccount()).Id }
        );
        Task<string> Program(string action) =>
            Run($"{_folder}/program/VendorProgram", $"{app.Address("gateway")} {license.Key} {action}");

        Assert.StartsWith("ACTIVATED", await Program("activate"), StringComparison.Ordinal);
        Assert.StartsWith("VALID", await Program("validate"), StringComparison.Ordinal);
        Assert.StartsWith("DONE", await Program("heartbeat"), StringComparison.Ordinal);
        Assert.StartsWith("UP_TO_DATE", await Program("update"), StringComparison.Ordinal);
        Assert.StartsWith("DONE", await Program($"file {_folder}/license.lic"), StringComparison.Ordinal);
        Assert.StartsWith("VALID", await Program($"offline-use {_folder}/license.lic"), StringComparison.Ordinal);
        Assert.StartsWith("DONE", await Program("deactivate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_package_has_all_targets_symbols_readme_icon_and_license()
    {
        await Run(
            "dotnet",
            $"pack {Path.Combine(Root(), "client/Portal.Licensing.Client")} -c Release -v quiet -nologo"
                + $" -p:RestoreLockedMode=false --artifacts-path {_folder}/artifacts -o {_folder}/feed"
        );
        using var package = ZipFile.OpenRead(Path.Combine(_folder, "feed", "Portal.Licensing.Client.1.0.0.nupkg"));
        using var symbols = ZipFile.OpenRead(Path.Combine(_folder, "feed", "Portal.Licensing.Client.1.0.0.snupkg"));
        string[] targets = ["net10.0", "net8.0", "netstandard2.0"];
        var (files, debug) = (Names(package), Names(symbols));
        Assert.Superset(new HashSet<string>(["README.md", "icon.png"]), files);
        foreach (var target in targets)
        {
            Assert.Contains($"lib/{target}/Portal.Licensing.Client.dll", files);
            Assert.Contains($"lib/{target}/Portal.Licensing.Client.xml", files);
            Assert.Contains($"lib/{target}/Portal.Licensing.Client.pdb", debug);
        }
        using var reader = new StreamReader(package.GetEntry("Portal.Licensing.Client.nuspec")!.Open());
        var manifest = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<license type=\"expression\">MIT</license>", manifest, StringComparison.Ordinal);
        Assert.Contains("<repository ", manifest, StringComparison.Ordinal);
        Assert.DoesNotContain("PolySharp", manifest, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static HashSet<string> Names(ZipArchive archive) => [.. archive.Entries.Select(entry => entry.FullName)];

    private async Task<string> Run(string program, string arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = _folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment =
                {
                    ["VENDOR_PROGRAM_FOLDER"] = _folder,
                    ["VENDOR_PROGRAM_DEVICE"] = "a volume",
                    ["MSBUILDDISABLENODEREUSE"] = "1",
                },
            }
        )!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await errors);
        return output;
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(here, "../../../.."));
}
