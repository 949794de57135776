using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Portal.AppHost.Tests;

/// <summary>The container side, as a platform gets it: nothing here needs a container runtime.</summary>
public sealed class ManifestTests
{
    [Fact]
    public async Task The_manifest_names_pinned_images_and_gives_services_what_they_are_given_here()
    {
        var resources = await Manifest();
        Assert.Equal("docker.io/library/postgres:15.18", (string?)resources["postgres"]!["image"]);
        Assert.Equal("docker.io/library/redis:7.0.15", (string?)resources["redis"]!["image"]);
        Assert.Equal("docker.io/library/rabbitmq:3.10.25", (string?)resources["rabbitmq"]!["image"]);
        Assert.Contains(
            "log_error_verbosity=terse",
            resources["postgres"]!["args"]!.AsArray().Select(argument => (string?)argument)
        );
        Assert.Equal("{rabbitmq-user.value}", (string?)resources["rabbitmq"]!["env"]!["RABBITMQ_DEFAULT_USER"]);

        Assert.Superset(
            new HashSet<string>
            {
                "ConnectionStrings__licensedb",
                "ConnectionStrings__rabbitmq",
                "services__identity__http__0",
                "services__identity__management__0",
                "Portal__PublicUrl",
                "Listeners__management",
            },
            Variables(resources, "license")
        );
        Assert.Superset(
            new HashSet<string>
            {
                "ConnectionStrings__redis",
                "Clients__gateway",
                "services__license__http__0",
                "services__activation__http__0",
                "services__download__files__0",
            },
            Variables(resources, "gateway")
        );
        Assert.DoesNotContain(resources, resource =>
            resource.Key is "demo" || resource.Key.EndsWith("-2", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task No_secret_stands_in_the_manifest()
    {
        var resources = await Manifest();
        string[] secrets =
        [
            "postgres-password",
            "redis-password",
            "rabbitmq-password",
            "gateway-secret",
            "service-secret",
            "operator-secret",
            "link-key",
        ];
        Assert.All(secrets, name =>
            Assert.Equal("true", resources[name]!["inputs"]!["value"]!["secret"]!.ToJsonString())
        );
    }

    private static HashSet<string> Variables(JsonObject resources, string service) =>
        [.. resources[service]!["env"]!.AsObject().Select(variable => variable.Key)];

    private static async Task<JsonObject> Manifest()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("portal-test-").FullName, "manifest.json");
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "../../Portal.AppHost/release/Portal.AppHost.dll"),
            "--operation",
            "publish",
            "--publisher",
            "manifest",
            "--output-path",
            file,
        ];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var console = await publish.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await publish.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(publish.ExitCode == 0, console);
        return JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))![
            "resources"
        ]!.AsObject();
    }
}
