using System.Text.RegularExpressions;

namespace Portal.Architecture.Tests;

/// <summary>Which project may know which.</summary>
public sealed partial class ReferenceTests
{
    private static readonly string[] OfAService =
    [
        "Portal.Contracts",
        "Portal.Messaging",
        "Portal.Rules",
        "Portal.ServiceDefaults",
    ];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Portal.Contracts"] = [],
        ["Portal.Rules"] = [],
        ["Portal.ServiceDefaults"] = [],
        ["Portal.Messaging"] = ["Portal.ServiceDefaults"],
        ["Portal.Licenses"] = OfAService,
        ["Portal.Activations"] = OfAService,
        ["Portal.Downloads"] = OfAService,
        ["Portal.Identity"] = [.. OfAService, "Portal.Web.Design"],
        ["Portal.Web.Design"] = [],
        ["Portal.Web"] = ["Portal.Web.Design", "Portal.ServiceDefaults"],
        ["Portal.Gateway"] = ["Portal.Web", "Portal.Web.Design", "Portal.ServiceDefaults"],
    };

    private static readonly IReadOnlyList<SourceFile> Projects =
    [
        .. Repository.Files.Where(file => file.Is(".csproj") && !file.IsIn("tests")),
    ];

    [Fact]
    public void A_project_knows_only_what_it_may() => Assert.Empty(Projects.SelectMany(Forbidden));

    [Fact]
    public void Every_project_of_a_rule_is_there() =>
        Assert.Superset(Allowed.Keys.ToHashSet(), Projects.Select(Name).ToHashSet());

    [Fact]
    public void Every_service_has_a_rule() =>
        Assert.All(Projects.Where(project => project.IsIn("services")), project =>
            Assert.Contains(Name(project), Allowed.Keys)
        );

    [Theory]
    [InlineData("services/Licenses/Portal.Licenses.csproj", "../Activations/Portal.Activations.csproj")]
    [InlineData("services/Contracts/Portal.Contracts.csproj", @"..\Rules\Portal.Rules.csproj")]
    [InlineData("tools/portalctl/portalctl.csproj", "../../hosting/Portal.Hosting.Native/Portal.Hosting.Native.csproj")]
    public void A_forbidden_reference_is_caught(string project, string reference) =>
        Assert.Single(Forbidden(new SourceFile(project, $"""<ProjectReference Include="{reference}" />""")));

    [Theory]
    [InlineData("Portal.ServiceDefaults")]
    [InlineData("web/Portal.Web")]
    [InlineData("gateway")]
    public void What_has_no_database_and_no_bus_carries_neither(string project) =>
        Assert.Empty(Storage(File.ReadAllText(Path.Combine(Repository.Root(), project, "packages.lock.json"))));

    [Theory]
    [InlineData("Microsoft.EntityFrameworkCore.Relational")]
    [InlineData("MassTransit.RabbitMQ")]
    [InlineData("Npgsql")]
    public void A_database_or_a_bus_that_comes_along_is_caught(string package) =>
        Assert.Equal([package], Storage($$"""{ "{{package}}": { "type": "Transitive" }, "Polly.Core": {} }"""));

    [Fact]
    public void Only_the_application_host_and_tests_know_how_it_is_hosted() =>
        Assert.Empty(UsersOfHosting(Repository.Files));

    [Theory]
    [InlineData("services/X.cs", "using Aspire.Hosting;")]
    [InlineData("gateway/X.csproj", """<PackageReference Include="Aspire.Hosting.Redis" />""")]
    [InlineData("bench/X.cs", "using Portal.Hosting.Native;")]
    public void A_service_that_knows_how_it_is_hosted_is_caught(string path, string text) =>
        Assert.Equal([path], UsersOfHosting([new(path, text), new("tests/Y.cs", "using Aspire.Hosting;")]));

    private static IEnumerable<string> Forbidden(SourceFile project) =>
        References()
            .Matches(project.Text)
            .Select(reference => reference.Groups[1].Value)
            .Where(name =>
                Allowed.TryGetValue(Name(project), out var allowed)
                    ? !allowed.Contains(name)
                    : name.StartsWith("Portal.Hosting", StringComparison.Ordinal) && !MayKnowHosting(project)
            )
            .Select(name => $"{Name(project)} knows {name}");

    private static IEnumerable<string> Storage(string lockFile) =>
        StoragePackages().Matches(lockFile).Select(match => match.Groups[1].Value);

    private static IEnumerable<string> UsersOfHosting(IEnumerable<SourceFile> files) =>
        files
            .Where(file => file.Is(".cs", ".razor", ".csproj") && !MayKnowHosting(file) && Hosting().IsMatch(file.Text))
            .Select(file => file.Path);

    private static bool MayKnowHosting(SourceFile file) => file.IsIn("hosting", "tests", "Portal.AppHost");

    private static string Name(SourceFile project) => Path.GetFileNameWithoutExtension(project.Path);

    [GeneratedRegex("""<ProjectReference Include="[^"]*?([^/\\"]+)\.csproj""")]
    private static partial Regex References();

    [GeneratedRegex(@"\b(Aspire|Portal)\.Hosting\b(?!\.Tests)")]
    private static partial Regex Hosting();

    [GeneratedRegex("""^?\s*"((?:Microsoft\.EntityFrameworkCore|MassTransit|Npgsql)[\w.]*)": \{""")]
    private static partial Regex StoragePackages();
}
