using System.Text.RegularExpressions;

namespace Portal.Architecture.Tests;

/// <summary>Rules about the text itself, each beside an offender that it catches.</summary>
public sealed class SourceTests
{
    private const string SomeClass = "namespace Portal.Some;\n\ninternal sealed class Thing;\n";

    /// <summary>Name, where it holds, and what must not stand there.</summary>
    private sealed record Ban(Func<SourceFile, bool> Where, string Pattern);

    private static readonly Dictionary<string, Ban> Bans = new()
    {
        ["time comes from a TimeProvider"] = new(InProduct, @"\bDateTime(Offset)?\s*\.\s*(UtcNow|Now|Today)\b"),
        ["nobody blocks a thread to wait"] = new(InProduct, @"\bThread\s*\.\s*Sleep\b"),
        ["nothing is compiled by condition"] = new(
            file => file.Is(".cs", ".razor") && !file.IsIn("bench", "samples"),
            @"(?m)^\s*#\s*(if|elif)\b"
        ),
        ["technique knows no domain word"] = new(
            file => file.IsIn("Portal.ServiceDefaults") && file.Is(".cs"),
            "(?i)licen[sc]e|activation|product(?!ion)|download|entitlement"
        ),
        ["no namespace is called like a class in it"] = new(
            file => file.Is(".cs", ".csproj", ".props"),
            @"(namespace |<RootNamespace>)Portal\.(License|Activation|Download)\b"
        ),
        ["logs carry ids, no secrets and no personal data"] = new(
            file => file.Is(".cs"),
            """LoggerMessage\([^)\n]*"[^"\n]*\{(?i:\w*(key|token|password|secret|mail|fingerprint))\}"""
        ),
    };

    public static TheoryData<string> BanNames => [.. Bans.Keys];

    [Theory, MemberData(nameof(BanNames))]
    public void The_sources_keep_to_it(string ban)
    {
        Assert.Contains(Repository.Files, file => Bans[ban].Where(file));
        Assert.Empty(
            Offenders(ban, Repository.Files.Where(file => !file.IsIn("tests/Portal.Unit.Tests/Architecture.Tests")))
        );
    }

    [Theory]
    [InlineData("time comes from a TimeProvider", "services/X.cs", "var now = DateTime.UtcNow;")]
    [InlineData("time comes from a TimeProvider", "tools/X.cs", "var now = System.DateTimeOffset\n    .Now;")]
    [InlineData("time comes from a TimeProvider", "web/X.razor", "@DateTime.Today")]
    [InlineData("nobody blocks a thread to wait", "gateway/X.cs", "Thread.Sleep(5);")]
    [InlineData("nothing is compiled by condition", "Portal.AppHost/AppHost.cs", "one\n#if EXPERIMENT\ntwo")]
    [InlineData("nothing is compiled by condition", "tests/X.cs", "  # elif EXPERIMENT")]
    [InlineData("technique knows no domain word", "Portal.ServiceDefaults/X.cs", "// for licences")]
    [InlineData("technique knows no domain word", "Portal.ServiceDefaults/X.cs", "class ProductCache;")]
    [InlineData(
        "no namespace is called like a class in it",
        "services/Licenses/X.cs",
        "namespace Portal.License.Data;"
    )]
    [InlineData(
        "no namespace is called like a class in it",
        "services/Licenses/X.csproj",
        "<RootNamespace>Portal.License</RootNamespace>"
    )]
    [InlineData(
        "logs carry ids, no secrets and no personal data",
        "services/X.cs",
        """[LoggerMessage(LogLevel.Warning, "Key {LicenseKey} is unknown")]"""
    )]
    [InlineData(
        "logs carry ids, no secrets and no personal data",
        "services/X.cs",
        """[LoggerMessage(3, LogLevel.Warning, "User {UserId} with {email}")]"""
    )]
    public void An_offender_is_caught(string ban, string path, string text) =>
        Assert.Equal([path], Offenders(ban, [new(path, SomeClass + text)]));

    [Theory, MemberData(nameof(BanNames))]
    public void What_keeps_to_it_is_not(string ban) =>
        Assert.Empty(
            Offenders(
                ban,
                [
                    new(
                        "services/Licenses/X.cs",
                        "namespace Portal.Licenses.Data;\nvar now = clock.GetUtcNow(); await Task.Delay(5, clock);\n[LoggerMessage(LogLevel.Information, \"Deleted {Tokens} tokens of {UserId}\")]"
                    ),
                    new("Portal.ServiceDefaults/X.cs", SomeClass + "// in production"),
                ]
            )
        );

    [Fact]
    public void Files_are_short() => Assert.Empty(TooLong(Repository.Files));

    [Fact]
    public void A_long_file_is_caught()
    {
        var (fits, long301, long401) = (Lines(300), Lines(301), Lines(401));
        Assert.Equal(
            ["services/X.cs has 301 lines", "web/X.razor has 301 lines", "tests/Y.cs has 401 lines"],
            TooLong([
                new("services/Fits.cs", fits),
                new("services/X.cs", long301),
                new("web/X.razor", long301),
                new("tests/X.cs", long301),
                new("tests/Y.cs", long401),
            ])
        );
    }

    [Fact]
    public void Razor_lines_are_at_most_140_columns() => Assert.Empty(TooWide(Repository.Files));

    [Fact]
    public void A_wide_razor_line_is_caught() =>
        Assert.Equal(
            ["web/X.razor:2 has 141 columns"],
            TooWide([
                new("web/X.razor", $"<p>\n{new string('x', 141)}\r\n{new string('x', 140)}\r\n"),
                new("web/X.cs", new string('x', 141)),
            ])
        );

    [Fact]
    public void The_deployment_fits_on_a_page() =>
        Assert.InRange(Repository.File("Portal.AppHost/AppHost.cs").Lines, 1, 150);

    [Fact]
    public void Migrations_and_builds_are_not_read() =>
        Assert.DoesNotContain(Repository.Files, file =>
            Regex.IsMatch(file.Path, "(^|/)(Migrations|artifacts|bin|obj)/")
        );

    private static bool InProduct(SourceFile file) => file.Is(".cs", ".razor") && !file.IsIn("tests");

    private static IEnumerable<string> Offenders(string ban, IEnumerable<SourceFile> files) =>
        files
            .Where(file => Bans[ban].Where(file) && Regex.IsMatch(file.Text, Bans[ban].Pattern))
            .Select(file => file.Path);

    private static IEnumerable<string> TooLong(IEnumerable<SourceFile> files) =>
        files
            .Where(file => file.Is(".cs", ".razor"))
            .Where(file => file.Lines > (file.IsIn("tests") ? 400 : 300))
            .Select(file => $"{file.Path} has {file.Lines} lines");

    // CSharpier does not format Razor.
    private static IEnumerable<string> TooWide(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Is(".razor")
        from line in file.Text.Split('\n').Index()
        let columns = line.Item.TrimEnd('\r').Length
        where columns > 140
        select $"{file.Path}:{line.Index + 1} has {columns} columns";

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("//\n", count));
}
