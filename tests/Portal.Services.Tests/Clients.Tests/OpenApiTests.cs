using System.Diagnostics;
using Portal.Testing;

namespace Portal.Clients.Tests;

/// <summary>The descriptions of all services, in the hands of tools that are not ours: a linter, and a generator of clients.</summary>
public sealed class OpenApiTests(PortalApp app)
{
    private static readonly string[] Services = ["license", "activation", "download", "identity"];
    private static readonly string Source = Path.Combine(AppContext.BaseDirectory, "openapi");

    [Fact]
    public async Task Every_description_is_valid_and_a_client_that_is_generated_from_it_works()
    {
        var folder = Directory.CreateTempSubdirectory("portal-openapi-").FullName;
        try
        {
            foreach (var file in Directory.EnumerateFiles(Source))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            foreach (var service in Services)
                await File.WriteAllTextAsync(Path.Combine(folder, service + ".json"), await Document(service));
            await Run(folder, "npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"]);
            await Run(
                folder,
                "node",
                ["node_modules/@redocly/cli/bin/cli.js", "lint", .. Services.Select(service => service + ".json")]
            );
            foreach (var service in Services)
                await Run(
                    folder,
                    "node",
                    ["node_modules/openapi-typescript/bin/cli.js", service + ".json", "-o", service + ".d.ts"]
                );
            await Run(folder, "node", ["node_modules/typescript/bin/tsc", "-p", "."]);
            var catalogue = new Catalogue(app);
            var license = await catalogue.NewLicenseInUse(null, new { accountId = (await catalogue.NewAccount()).Id });
            Assert.Equal(
                """["A laptop",true,"VALID",1,204,404]""",
                (await Run(folder, "node", ["client.js"], license.Key)).Trim()
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<string> Document(string service)
    {
        // Identity's ordinary listener is public as a whole.
        using var http = new HttpClient
        {
            BaseAddress = app.Address(service, service == "identity" ? "management" : "http"),
        };
        return await http.GetStringAsync("/openapi/v1.json");
    }

    private async Task<string> Run(string folder, string program, IEnumerable<string> arguments, string? key = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PORTAL"] = app.Address("gateway").ToString().TrimEnd('/');
        start.Environment["KEY"] = key;
        start.Environment["REDOCLY_TELEMETRY"] = "off";
        start.Environment["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}\n{await output}\n{await errors}");
        return await output;
    }
}
