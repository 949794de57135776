using System.Globalization;
using CsCheck;
using Portal.Ctl.Catalogue;
using Portal.Ctl.Export;

namespace Portal.Ctl.Tests;

public sealed class TextRoundTripTests
{
    private static readonly Gen<string> Letters = Gen.String[Gen.Char[";=\\,\"\r\n nonеé"], 1, 12];

    private static readonly Gen<string?> LettersOrNothing = Gen.OneOf(
        Letters.Select(text => (string?)text),
        Gen.Const((string?)null)
    );

    [Fact]
    public void A_list_of_names_with_values_is_always_read_as_it_was_written() =>
        Gen.Select(Letters, LettersOrNothing)
            .List[1, 5]
            .Sample(items =>
            {
                var written = items.Select(item => (item.Item1, item.Item2)).ToList();
                Assert.Equal(written, NamedList.Read(NamedList.Write(written))!);
                Assert.NotEqual(NamedList.Nothing, NamedList.Write(written));
            });

    [Fact]
    public void What_a_license_took_from_its_policy_is_always_read_as_it_was_written_where_that_differs() =>
        Gen.Select(
                Snapshots,
                Snapshots,
                Of<DateTimeOffset?>(null, new DateTime(2027, 3, 31, 12, 0, 0, DateTimeKind.Utc))
            )
            .Sample(
                (snapshot, today, support) =>
                {
                    var own = snapshot with { SupportEndsAt = support };
                    using var text = new StringWriter(CultureInfo.InvariantCulture);
                    using var table = new CsvTableWriter(text, ExportedSnapshot.Columns.Prepend("id"));
                    table.Write(own.Values(today).Prepend("1"));
                    var faults = new Faults();
                    var cell = Assert.Single(new CsvTable("x.csv", new StringReader(text.ToString()), faults).Rows());
                    var read = CatalogueRows.Snapshot(new Row(cell, faults));
                    faults.ThrowIfAny();
                    Assert.Equal(
                        own,
                        new(
                            read.PolicyName ?? today.PolicyName,
                            read.GraceDays ?? today.GraceDays,
                            read.MaxMajorVersion is { } major ? major.Value : today.MaxMajorVersion,
                            read.Edition is { } edition ? edition.Value : today.Edition,
                            read.Environment is { } environment ? environment.Value : today.Environment,
                            read.RenewalUrl is { } renewal ? renewal.Value : today.RenewalUrl,
                            read.DownloadBeforeActivation ?? today.DownloadBeforeActivation,
                            read.DownloadAfterExpiry ?? today.DownloadAfterExpiry,
                            read.Terms ?? today.Terms
                        )
                        {
                            SupportEndsAt = read.Support?.From(DateTimeOffset.UnixEpoch),
                        }
                    );
                    Assert.Equal(own == today, read == Snapshot.OfThePolicy);
                }
            );

    private static readonly Gen<string?> Texts = Gen.OneOf(LettersOrNothing, Of<string?>("none", "", "\\", "\\none"));

    private static readonly Gen<Terms> AnyTerms = Gen.Select(
        Of<Binding?>(null, Binding.Domain),
        Of<int?>(null, 60),
        Gen.Bool,
        (binding, minutes, offline) =>
            new Terms
            {
                Binding = binding,
                HeartbeatMinutes = minutes,
                OfflineActivation = offline,
            }
    );

    private static readonly Gen<ExportedSnapshot> Snapshots = Gen.Select(
        Letters,
        Gen.Int[0, 2],
        Of<int?>(null, 0, 4),
        Texts,
        Texts,
        Texts,
        Gen.Select(Gen.Bool, Gen.Bool),
        AnyTerms,
        (name, grace, major, edition, environment, renewal, download, terms) =>
            new ExportedSnapshot(
                name,
                grace,
                major,
                edition,
                environment,
                renewal,
                download.Item1,
                download.Item2,
                terms
            )
    );

    [Fact]
    public void A_line_of_values_is_always_read_as_it_was_written() =>
        Gen.Select(Gen.Const("first"), LettersOrNothing, LettersOrNothing)
            .Sample(
                (id, name, value) =>
                {
                    using var text = new StringWriter(CultureInfo.InvariantCulture);
                    using var table = new CsvTableWriter(text, "id", "name", "value");
                    table.Write(id, name, value);
                    var faults = new Faults();
                    var row = Assert.Single(new CsvTable("x.csv", new StringReader(text.ToString()), faults).Rows());
                    faults.ThrowIfAny();
                    Assert.Equal([id, name, value], row.Fields!.Values.Select(cell => cell.Text));
                }
            );

    [Fact]
    public void A_time_is_always_read_as_it_was_written() =>
        Gen.DateTimeOffset.Sample(time =>
        {
            Assert.True(Moment.TryParse(Moment.Write(time), out var read));
            Assert.Equal(time.ToUniversalTime(), read.From(DateTimeOffset.UnixEpoch));
        });

    [Theory]
    [InlineData("offline-charts;max-layers=25", "offline-charts", null, "max-layers", "25")]
    [InlineData(@"a\=b=c=d;e\;f", "a=b", "c=d", "e;f", null)]
    public void A_list_is_written_by_hand(
        string text,
        string name,
        string? value,
        string otherName,
        string? otherValue
    ) => Assert.Equal([(name, value), (otherName, otherValue)], NamedList.Read(text)!);

    [Theory]
    [InlineData(";"), InlineData("a;;b"), InlineData("=x"), InlineData("a;")]
    public void A_list_with_a_name_missing_is_none(string text) => Assert.Null(NamedList.Read(text));

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
