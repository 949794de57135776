using System.Text;
using Portal.Ctl.Catalogue;

namespace Portal.Ctl.Tests;

public sealed class ReleaseContentTests
{
    private static readonly Guid Id = Guid.Parse("0199f0c4-0008-7000-8000-0000000000ab");

    [Theory]
    [
        InlineData("setup.msi", 10_240),
        InlineData("setup.msi", 1_048_577),
        InlineData("notes.md", 10_240),
        InlineData("guide.pdf", 102_400)
    ]
    public async Task Content_has_its_size_and_is_equal_each_time(string fileName, int size)
    {
        var once = await Bytes(fileName, size);
        Assert.Equal(size, once.Length);
        Assert.Equal(once, await Bytes(fileName, size));
    }

    [Fact]
    public async Task Another_artifact_has_other_content() =>
        Assert.NotEqual(
            await Bytes("setup.msi", 10_240),
            await Bytes("setup.msi", 10_240, Guid.Parse("0199f0c4-0008-7000-8000-0000000000ac"))
        );

    [Fact]
    public async Task A_pdf_has_its_cross_reference_table_where_it_says()
    {
        var pdf = Encoding.Latin1.GetString(await Bytes("guide.pdf", 102_400));
        var offset = int.Parse(
            pdf[(pdf.LastIndexOf("startxref", StringComparison.Ordinal) + 10)..].Split('\n')[0],
            System.Globalization.CultureInfo.InvariantCulture
        );
        Assert.StartsWith("xref\n0 7\n", pdf[offset..], StringComparison.Ordinal);
        Assert.Contains("(Chart 1.0.0) Tj", pdf, StringComparison.Ordinal);
    }

    private static Task<byte[]> Bytes(string fileName, int size, Guid? id = null)
    {
        using var folder = new CatalogueFolder();
        var artifact = folder.Read().Releases[0].Artifacts[0] with { Id = id ?? Id, FileName = fileName, Size = size };
        return new ReleaseContent("Chart 1.0.0", artifact).ReadAsByteArrayAsync();
    }
}
