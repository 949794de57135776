using CsCheck;

namespace Portal.Rules.Tests;

/// <summary>Expected values are those of the URL parser of Chromium, except that what is no name of a site is refused.</summary>
public sealed class HostNameTests
{
    [Theory]
    [InlineData("https:/shop-a.org", "shop-a.org")]
    [InlineData("https:shop-a.org", "shop-a.org")]
    [InlineData("https:///shop-a.org/x", "shop-a.org")]
    [InlineData("https:\\\\shop-a.org\\cart", "shop-a.org")]
    [InlineData("https//shop-a.org", "shop-a.org")]
    [InlineData("HTTPS://https://shop-a.org", null)]
    [InlineData("//shop-a.org/path", "shop-a.org")]
    [InlineData("ht\ntps://shop\t-a.org", "shop-a.org")]
    [InlineData("  https://shop-a.org  ", "shop-a.org")]
    [InlineData("https://user:p@ss@shop-a.org:8443/", "shop-a.org")]
    [InlineData("user:secret@shop-a.org", null)]
    [InlineData("user@shop-a.org", "shop-a.org")]
    [InlineData("shop-a.org:8080/path", "shop-a.org")]
    [InlineData("shop-a.org:", "shop-a.org")]
    [InlineData("https://shop-a.org:99999", null)]
    [InlineData("https://shop-a.org:abc", null)]
    [InlineData("my_shop.example.org", "my_shop.example.org")]
    [InlineData("_dmarc.example.org", "_dmarc.example.org")]
    [InlineData("shop%2Da.org", "shop-a.org")]
    [InlineData("shop%20a.org", null)]
    [InlineData("\uFF33\uFF48\uFF4F\uFF50.org", "shop.org")]
    [InlineData("*.shop-a.org", null)]
    [InlineData("https", null), InlineData("https://", null), InlineData("https:", null), InlineData("http:///", null)]
    [InlineData("mailto:me@shop-a.org", null), InlineData("javascript:alert(1)", null), InlineData("/cart", null)]
    [InlineData("127.1", "127.0.0.1")]
    [InlineData("0x7f.0.0.1", "127.0.0.1")]
    [InlineData("0177.0.0.1", "127.0.0.1")]
    [InlineData("2130706433", "127.0.0.1")]
    [InlineData("192.168.257", "192.168.1.1")]
    [
        InlineData("1.2.3.4.5", null),
        InlineData("256.1.1.1", null),
        InlineData("08.1.1.1", null),
        InlineData("4294967296", null)
    ]
    [InlineData("shop.123", null)]
    [InlineData("[2001:DB8::1]:443", "2001:db8::1")]
    [InlineData("[::1", null), InlineData("[::1]x", null)]
    public void An_address_ends_at_the_host_that_a_browser_would_open_or_at_none(string text, string? host)
    {
        Assert.Equal(host is not null, HostName.TryParse(text, out var read));
        Assert.Equal(host ?? "", read);
    }

    [Fact]
    public void Whatever_is_typed_is_read_without_failing_and_the_host_is_its_own_host() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["https:/\\@.[]x%0"], 0, 20])
            .Sample(text =>
                !HostName.TryParse(text, out var host) || HostName.TryParse(host, out var same) && same == host
            );
}
