using System.Globalization;
using CsCheck;
using Portal.Ctl.Catalogue;
using Portal.Ctl.Export;

namespace Portal.Ctl.Tests;

public sealed class TextRoundTripTests
{
    private static readonly Gen<string> Letters = Gen.String[Gen.Char[";=\\,\"\r\n nonеé"], 1, 12];

    [Fact]
    public void A_list_of_names_with_values_is_always_read_as_it_was_written() =>
        Gen.Select(Letters, Letters.Nullable()).List[1, 5].Sample(items =>
        {
            var written = items.Select(item => (item.Item1, item.Item2)).ToList();
            Assert.Equal(written!, NamedList.Read(NamedList.Write(written!))!);
            Assert.NotEqual(NamedList.Nothing, NamedList.Write(written!));
        });

    [Fact]
    public void A_line_of_values_is_always_read_as_it_was_written() =>
        Gen.Select(Gen.Const("first"), Letters.Nullable(), Letters.Nullable()).Sample((id, name, value) =>
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            using var table = new CsvTableWriter(text, "id", "name", "value");
            table.Write(id, name, value);
            var faults = new Faults();
            var row = Assert.Single(new CsvTable("x.csv", new StringReader(text.ToString()), faults).Rows());
            faults.ThrowIfAny();
            Assert.Equal([id, name, value], row.Fields!.Values.Select(cell => cell.Text));
        });

    [Fact]
    public void A_time_is_always_read_as_it_was_written() => Gen.DateTimeOffset.Sample(time =>
    {
        Assert.True(Moment.TryParse(Moment.Write(time), out var read));
        Assert.Equal(time.ToUniversalTime(), read.From(DateTimeOffset.UnixEpoch));
    });

    [Theory]
    [InlineData("offline-charts;max-layers=25", "offline-charts", null, "max-layers", "25")]
    [InlineData(@"a\=b=c=d;e\;f", "a=b", "c=d", "e;f", null)]
    public void A_list_is_written_by_hand(string text, string name, string? value, string otherName, string? otherValue) =>
        Assert.Equal([(name, value), (otherName, otherValue)], NamedList.Read(text)!);

    [Theory]
    [InlineData(";"), InlineData("a;;b"), InlineData("=x"), InlineData("a;")]
    public void A_list_with_a_name_missing_is_none(string text) => Assert.Null(NamedList.Read(text));
}
