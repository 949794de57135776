using System.Text.RegularExpressions;

namespace Portal.Architecture.Tests;

/// <summary>A page is called like the slice that it shows, so that whoever has one finds the other.</summary>
public sealed partial class PageNameTests
{
    /// <summary>Pages that show no slice, or several at once, and why.</summary>
    private static readonly Dictionary<string, string> WithoutSlice = new()
    {
        ["DashboardPage"] = "the summary, newest licenses, activity and blocked devices of four slices",
        ["HelpPage"] = "where the vendor helps: links from the configuration and of the products",
    };

    [Fact]
    public void Every_page_has_the_name_of_a_customers_slice() =>
        Assert.Empty(Unnamed(Pages(Repository.Files), Slices()));

    [Fact]
    public void There_are_pages_and_those_without_a_slice_are_among_them()
    {
        var names = Pages(Repository.Files).Select(Name).ToList();
        Assert.True(names.Count > 10);
        Assert.Empty(WithoutSlice.Keys.Except(names));
    }

    [Fact]
    public void A_page_with_a_name_of_its_own_is_caught() =>
        Assert.Equal(
            ["LicensesPage.razor", "ShowLicense.razor"],
            Unnamed(
                Pages([
                    Page("LicensesPage", "@page \"/licenses\""),
                    Page("ShowLicense", "@page \"/license\""),
                    Page("ShowLicensePage", "@page \"/license\""),
                    Page("HelpPage", "@page \"/help\""),
                    Page("LicenseTable", "<table></table>"),
                ]),
                Slices()
            )
        );

    private static SourceFile Page(string name, string text) =>
        new($"web/Portal.Web/Pages/Licenses/{name}.razor", text);

    private static List<string> Slices() =>
        [.. Services.All.In("Features.Customer").Where(Services.IsSlice).Select(slice => slice.Name)];

    private static IEnumerable<SourceFile> Pages(IEnumerable<SourceFile> files) =>
        files.Where(file => file.IsIn("web/Portal.Web/Pages") && file.Is(".razor") && Route().IsMatch(file.Text));

    private static IEnumerable<string> Unnamed(IEnumerable<SourceFile> pages, List<string> slices) =>
        pages
            .Select(Name)
            .Where(name =>
                !WithoutSlice.ContainsKey(name)
                && !(name.EndsWith("Page", StringComparison.Ordinal) && slices.Contains(name[..^"Page".Length]))
            )
            .Select(name => $"{name}.razor");

    private static string Name(SourceFile page) => Path.GetFileNameWithoutExtension(page.Path);

    [GeneratedRegex("(?m)^@page ")]
    private static partial Regex Route();
}
