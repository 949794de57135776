using System.Text.RegularExpressions;

namespace Portal.Architecture.Tests;

/// <summary>
/// The folder is the namespace, in products and in tests. <c>Portal.ServiceDefaults</c> alone has one namespace for all of
/// its folders, so that a service needs one using for the whole surface.
/// </summary>
public sealed partial class NamespaceTests
{
    private const string OneNamespace = "Portal.ServiceDefaults";

    [Fact]
    public void Every_namespace_is_its_folder() => Assert.Empty(Elsewhere(Repository.Files));

    [Fact]
    public void There_are_namespaces_to_look_at() =>
        Assert.True(Repository.Files.Count(file => file.Is(".cs") && Declared().IsMatch(file.Text)) > 500);

    [Theory]
    [InlineData("services/Things/Data/Thing.cs", "namespace Portal.Things.Data;", true)]
    [InlineData("services/Things/Data/Thing.cs", "namespace Portal.Things;", false)]
    [InlineData("services/Things/Data/Thing.cs", "namespace Portal.Things.Domain;", false)]
    [InlineData("services/Things/Thing.cs", "namespace Portal.Things\n{\n}", true)]
    [InlineData("services/Things/Thing.cs", "namespace Portal.Other\n{\n}", false)]
    [InlineData("services/Things/Pages/ThingPage.razor", "@namespace Portal.Things", false)]
    [InlineData("services/Things/Program.cs", "var builder = WebApplication.CreateBuilder(args);", true)]
    [InlineData("Portal.ServiceDefaults/Trust/Caller.cs", "namespace Portal.ServiceDefaults;", true)]
    [InlineData("Portal.ServiceDefaults/Trust/Caller.cs", "namespace Portal.ServiceDefaults.Trust;", false)]
    [InlineData("tests/Portal.Some.Tests/Things.Tests/ThingTests.cs", "namespace Portal.Things.Tests;", true)]
    [InlineData("tests/Portal.Some.Tests/Things.Tests/ThingTests.cs", "namespace Portal.Some.Tests;", false)]
    public void A_namespace_that_is_not_its_folder_is_caught(string path, string text, bool isFine) =>
        Assert.Equal(
            isFine ? [] : [path],
            Elsewhere([
                new("services/Things/Portal.Things.csproj", "<Project />"),
                new("Portal.ServiceDefaults/Portal.ServiceDefaults.csproj", "<Project />"),
                new("tests/Portal.Some.Tests/Portal.Some.Tests.csproj", "<RootNamespace>Portal</RootNamespace>"),
                new(path, text),
            ])
        );

    private static IEnumerable<string> Elsewhere(IReadOnlyList<SourceFile> files)
    {
        var roots = files.Where(file => file.Is(".csproj")).ToDictionary(FolderOf, RootOf);
        return files
            .Where(file => file.Is(".cs", ".razor"))
            .Where(file =>
                Declared().Matches(file.Text).Any(match => match.Groups[1].Value != Expected(FolderOf(file), roots))
            )
            .Select(file => file.Path);
    }

    /// <summary>The root namespace of the project that the folder is in, and the way from there.</summary>
    private static string Expected(string folder, Dictionary<string, string> roots)
    {
        var project = roots.Keys.Where(root => $"{folder}/".StartsWith(root + "/", StringComparison.Ordinal)).Max()!;
        return roots[project] == OneNamespace
            ? OneNamespace
            : roots[project] + folder[project.Length..].Replace('/', '.');
    }

    private static string FolderOf(SourceFile file) => file.Path[..file.Path.LastIndexOf('/')];

    private static string RootOf(SourceFile project) =>
        RootNamespace().Match(project.Text) is { Success: true } root
            ? root.Groups[1].Value
            : Path.GetFileNameWithoutExtension(project.Path);

    [GeneratedRegex(@"^@?namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Declared();

    [GeneratedRegex("<RootNamespace>(.+)</RootNamespace>")]
    private static partial Regex RootNamespace();
}
