using Portal.Ctl.Catalogue;

namespace Portal.Ctl.Tests;

public sealed class ReadCatalogueTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly CatalogueFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_row_of_a_valid_catalogue_is_read_as_written()
    {
        var catalogue = _folder.Read();
        var licenses = catalogue.Licenses.ToList();
        var license = licenses[0];
        Assert.Equal(
            ("Ágnes & Sons", "Paid late, \"again\"", LicenseAction.Suspend),
            (license.Customer, license.Reason, license.Then)
        );
        Assert.Equal(["agnes@example.org"], license.Assignees);
        Assert.Null(licenses[1].Customer);
        Assert.Equal("long enough", catalogue.Accounts[0].Members[0].Password);
        Assert.Equal(10 * 1024, catalogue.Releases[0].Artifacts[0].Size);
        Assert.True(catalogue.Policies[0].DownloadBeforeActivation);
    }

    [Fact]
    public void Distances_count_from_the_import_and_dates_stand()
    {
        var licenses = _folder.Read().Licenses.ToList();
        Assert.Equal(Now.AddDays(-10), licenses[0].Issued.From(Now));
        Assert.Equal(Now.AddHours(6), licenses[0].Expires!.Value!.Value.From(Now));
        Assert.Equal(new DateTimeOffset(2020, 2, 29, 0, 0, 0, TimeSpan.Zero), licenses[1].Issued.From(Now));
        Assert.Equal(9999, licenses[1].Expires!.Value!.Value.From(Now).Year);
    }

    [Theory]
    [InlineData("now", 0), InlineData("-90m", -90), InlineData("+1d", 1440), InlineData("+6h", 360)]
    public void A_distance_is_a_number_and_a_unit(string text, int minutes)
    {
        Assert.True(Moment.TryParse(text, out var moment));
        Assert.Equal(Now.AddMinutes(minutes), moment.From(Now));
    }

    [Theory]
    [
        InlineData(""),
        InlineData("90d"),
        InlineData("-d"),
        InlineData("+6"),
        InlineData("- 6h"),
        InlineData("+-6h"),
        InlineData("+999999999d"),
        InlineData("31.12.2026"),
        InlineData("2026-02-30")
    ]
    public void Anything_else_is_no_date(string text) => Assert.False(Moment.TryParse(text, out _));

    [Fact]
    public void A_table_may_be_json_instead_of_csv()
    {
        File.Delete(Path.Combine(_folder.Root, "activations.csv"));
        _folder.Write(
            "activations.json",
            """[{ "id": "0199f0c4-0006-7000-8000-000000000001", "license": "CHRT-00001", "kind": "domain", "identifier": "example.org", "firstSeen": "now", "lastSeen": null }]"""
        );
        Assert.Equal(ActivationKind.Domain, Assert.Single(_folder.Read().Activations).Kind);
    }

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_are_no_matter()
    {
        foreach (var file in Directory.GetFiles(_folder.Root))
            File.WriteAllText(file, "\uFEFF" + File.ReadAllText(file).Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Equal(2, _folder.Read().Licenses.Count());
    }
}
