using CsCheck;

namespace Portal.Rules.Tests;

public sealed class SemanticVersionTests
{
    // semver.org, section 11, and its suggested edge cases; each row in ascending order.
    [Theory]
    [InlineData("1.0.0", "2.0.0", "2.1.0", "2.1.1")]
    [InlineData("1.0.0-alpha", "1.0.0")]
    [InlineData(
        "1.0.0-alpha",
        "1.0.0-alpha.1",
        "1.0.0-alpha.beta",
        "1.0.0-beta",
        "1.0.0-beta.2",
        "1.0.0-beta.11",
        "1.0.0-rc.1",
        "1.0.0"
    )]
    [InlineData("9.0.0", "10.0.0", "99999999999999999999.0.0", "100000000000000000000.0.0")]
    [InlineData("1.9.0", "1.10.0", "1.10.9", "1.10.10")]
    [InlineData("1.0.0-1", "1.0.0-2", "1.0.0-10", "1.0.0--", "1.0.0-0a", "1.0.0-A", "1.0.0-a")]
    public void Precedence_is_that_of_the_specification(params string[] ascending)
    {
        var versions = ascending.Select(Version).ToList();
        for (var i = 0; i < versions.Count; i++)
        {
            for (var j = 0; j < versions.Count; j++)
                Assert.Equal(i.CompareTo(j), Math.Sign(versions[i].CompareTo(versions[j])));
        }
    }

    [Fact]
    public void Build_metadata_has_no_precedence_but_is_another_version()
    {
        Assert.Equal(0, Version("1.0.0+a").CompareTo(Version("1.0.0+b")));
        Assert.NotEqual(Version("1.0.0+a"), Version("1.0.0+b"));
        Assert.Equal(Version("1.0.0+a"), Version("1.0.0+a"));
        Assert.Equal(Version("1.0.0+a").GetHashCode(), Version("1.0.0+a").GetHashCode());
    }

    [Fact]
    public void Nothing_comes_before_any_version() => Assert.Equal(1, Version("0.0.0-0").CompareTo(null));

    [Theory]
    [InlineData("0.0.4")]
    [InlineData("1.1.2-prerelease+meta")]
    [InlineData("1.0.0-alpha0.valid")]
    [InlineData("1.0.0-rc.1+build.123")]
    [InlineData("1.0.0-0A.is.legal")]
    [InlineData("1.2.3----RC-SNAPSHOT.12.9.1--.12")]
    [InlineData("1.0.0+0.build.1-rc.10000aaa-kk-0.1")]
    public void A_version_of_the_specification_is_read_as_it_is_written(string text) =>
        Assert.Equal(text, Version(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1.2.3-0123")]
    [InlineData("1.2.3-0123.0123")]
    [InlineData("1.1.2+.123")]
    [InlineData("+invalid")]
    [InlineData("alpha_beta")]
    [InlineData("1.0.0-alpha..1")]
    [InlineData("1.0.0-")]
    [InlineData("1.0.0+")]
    [InlineData("١.2.3")]
    public void Anything_else_is_none(string? text) => Assert.False(ProductVersion.TryParse(text, out _));

    [Fact]
    public void A_version_has_an_end()
    {
        Assert.True(ProductVersion.TryParse($"1.0.{new string('1', ProductVersion.MaxLength - 4)}", out _));
        Assert.False(ProductVersion.TryParse($"1.0.{new string('1', ProductVersion.MaxLength - 3)}", out _));
    }

    [Fact]
    public void Numbers_are_ordered_as_numbers() =>
        Gen.Select(Gen.UInt, Gen.UInt)
            .Sample(
                (left, right) =>
                    Math.Sign(Version($"1.{left}.0").CompareTo(Version($"1.{right}.0"))) == left.CompareTo(right)
            );

    private static ProductVersion Version(string text) =>
        ProductVersion.TryParse(text, out var version)
            ? version
            : throw new ArgumentException($"'{text}' is no version.", nameof(text));
}
