using CsCheck;
using Portal.Ctl.Catalogue;
using Portal.Ctl.Export;

namespace Portal.Ctl.Tests;

public sealed class SpreadsheetTextTests
{
    [Theory]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("+4366412345", "'+4366412345")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("'=x", "''=x")]
    [InlineData("'90s", "'90s")]
    [InlineData("plain = text", "plain = text")]
    public void What_a_spreadsheet_would_run_is_written_as_text(string value, string written) =>
        Assert.Equal(written, SpreadsheetText.Write(value));

    [Fact]
    public void What_is_written_is_read_back_as_it_was_and_never_begins_like_a_formula() =>
        Gen.String[Gen.Char["='+-@\t\r\n\",; ax"], 1, 12]
            .Where(text => text.Trim().Length == text.Length)
            .Array[1, 4]
            .Sample(values =>
            {
                var file = new StringWriter();
                using (var table = new CsvTableWriter(file, values.Select((_, index) => $"c{index}")))
                    table.Write(values);
                Assert.All(values, value => Assert.DoesNotContain(SpreadsheetText.Write(value)[0], "=+-@\t\r"));
                var row = Assert.Single(
                    new CsvTable("file.csv", new StringReader(file.ToString()), new Faults()).Rows()
                );
                Assert.Equal(values, values.Select((_, index) => row.Fields![$"c{index}"].Text));
            });
}
