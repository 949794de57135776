using CsCheck;

namespace Portal.Rules.Tests;

public sealed class ProductVersionTests
{
    [Theory]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("v2.1", "2.1.0")]
    [InlineData(" V5 ", "5.0.0")]
    [InlineData("1.2.3.4", "1.2.3.4")]
    [InlineData("1.2.3.0", "1.2.3")]
    [InlineData("2026.01.05", "2026.1.5")]
    [InlineData("2026-11-28", "2026.11.28")]
    [InlineData("20261128", "20261128.0.0")]
    [InlineData("1.0.0-RC.1+build.7", "1.0.0-RC.1")]
    [InlineData("1.0.0+build.7", "1.0.0")]
    [InlineData("99999999999999999999.1", "99999999999999999999.1.0")]
    public void What_vendors_write_is_read(string text, string normal)
    {
        Assert.True(ProductVersion.TryParse(text, out var version));
        Assert.Equal((normal, text.Trim()), (version.Normal, version.Text));
    }

    [Theory]
    [
        InlineData(null),
        InlineData(""),
        InlineData("latest"),
        InlineData("1."),
        InlineData("1..2"),
        InlineData("1.2.3.4.5")
    ]
    [
        InlineData("1.2.3-"),
        InlineData("1.2.3+"),
        InlineData("1.2 beta"),
        InlineData("\u0661.2"),
        InlineData("-1"),
        InlineData("1.2rc1")
    ]
    public void What_has_no_order_is_refused(string? text) => Assert.False(ProductVersion.TryParse(text, out _));

    [Fact]
    public void They_are_ordered_as_the_standard_does()
    {
        string[] ordered =
        [
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "v1.0",
            "1.0.0.1",
            "1.0.1",
            "1.10",
            "2",
            "2026-01-05",
            "2026.11.28",
        ];
        Assert.Equal(ordered, ordered.Reverse().Select(Parse).Order().Select(version => version.Text));
        Assert.Equal(0, Parse("1.0.0+a").CompareTo(Parse("v1.0+b")));
    }

    [Fact]
    public void Two_that_compare_as_the_same_have_one_normal_form() =>
        Gen.Select(
                Gen.Int[0, 3],
                Gen.Int[0, 3],
                Gen.OneOf("", ".0", ".1", ".0.0"),
                Gen.OneOf("", "-a", "-A", "-a.1", "+x")
            )
            .Select((major, minor, more, end) => $"{major}.{minor}{more}{end}")
            .Array[2]
            .Sample(pair =>
            {
                var (one, two) = (Parse(pair[0]), Parse(pair[1]));
                Assert.Equal(one.CompareTo(two) == 0, one.Normal == two.Normal);
                Assert.Equal(Math.Sign(one.CompareTo(two)), -Math.Sign(two.CompareTo(one)));
            });

    [Fact]
    public void A_plus_that_became_a_blank_on_the_way_is_one_again() =>
        Assert.Equal("1.2.3+build", ProductVersion.InQuery("1.2.3 build"));

    private static ProductVersion Parse(string text) =>
        ProductVersion.TryParse(text, out var version) ? version : throw new FormatException(text);
}
