using CsCheck;
using Portal.Activations.Domain;
using Portal.Contracts.Activations.V1;

namespace Portal.Activations.Tests.Domain;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("Example.COM", "example.com")]
    [InlineData("example.com.", "example.com")]
    [InlineData("https://shop.example.com/cart?x=1", "shop.example.com")]
    [InlineData("http://user@example.com:8443/", "example.com")]
    [InlineData("example.com:80", "example.com")]
    [InlineData("Bücher.example", "xn--bcher-kva.example")]
    [InlineData("日本語.example", "xn--wgv71a119e.example")]
    [InlineData("localhost", "localhost")]
    [InlineData("under_score.example", "under_score.example")]
    [InlineData("HTTPS://FAß.example:443/?q#f", "xn--fa-hia.example")]
    [InlineData("faß.example.", "xn--fa-hia.example")]
    [InlineData("βόλος.com", "xn--nxasmm1c.com")]
    [InlineData("ÖBB.at", "xn--bb-eka.at")]
    [InlineData("example。com", "example.com")]
    [InlineData("xn--BCHER-kva.example", "xn--bcher-kva.example")]
    [InlineData("192.168.001.1", "192.168.1.1")]
    [InlineData("192.168.1.1:8080", "192.168.1.1")]
    [InlineData("300.1.1.1", null)]
    [InlineData("[2001:DB8::1]:443", "2001:db8::1")]
    [InlineData("2001:0db8:0:0:0:0:0:1", "2001:db8::1")]
    [InlineData("http://[::ffff:192.0.2.1]/", "192.0.2.1")]
    [InlineData("[fe80::1%eth0]", null)]
    public void A_domain_has_one_normal_form(string text, string? normal)
    {
        Assert.Equal(normal is not null, Identifier.TryParse(text, ActivationKind.Domain, out var identifier));
        Assert.Equal(normal, identifier.Value);
    }

    [Theory]
    [InlineData("www.example.com", "example.com")]
    [InlineData("example.com", "example.com")]
    [InlineData("www.com", "www.com")]
    [InlineData("wwwexample.com", "wwwexample.com")]
    public void Where_www_is_the_same_site_it_is_left_out(string text, string normal)
    {
        Assert.True(Identifier.TryParse(text, ActivationKind.Domain, out var identifier));
        Assert.Equal(
            (normal, text),
            (identifier.Under(new() { WwwIsSameSite = true }).Value, identifier.Under(new()).Value)
        );
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("shop.localhost", true)]
    [InlineData("printer.local", true)]
    [InlineData("shop.test", true)]
    [InlineData("a.b.example", true)]
    [InlineData("x.invalid", true)]
    [InlineData("staging.shop.com", true)]
    [InlineData("dev.shop.com", true)]
    [InlineData("stage.shop.com", true)]
    [InlineData("test.shop.com", true)]
    [InlineData("shop.ddev.site", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("fd00::1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("203.0.113.9", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("shop.com", false)]
    [InlineData("mylocal", false)]
    [InlineData("example.com", false)]
    [InlineData("shop.staging.com", false)]
    public void Local_and_staging_domains_are_known(string host, bool local) =>
        Assert.Equal(local, LocalDomains.Has(host));

    [Theory]
    [InlineData("qa.shop.com", true)]
    [InlineData("shop.preview.example.net", true)]
    [InlineData("preview.example.net", true)]
    [InlineData("203.0.113.9", true)]
    [InlineData("staging.shop.com", true)]
    [InlineData("shop.com", false)]
    [InlineData("203.0.114.9", false)]
    public void A_policy_can_name_more_of_them(string host, bool local) =>
        Assert.Equal(local, LocalDomains.Has(host, "qa. preview.example.net 203.0.113.0/24"));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("not a host")]
    [InlineData("*.example.com")]
    [InlineData("https://")]
    [InlineData("a..b")]
    public void What_is_no_host_name_is_no_domain(string text) =>
        Assert.False(Identifier.TryParse(text, ActivationKind.Domain, out _));

    [Fact]
    public void Hardware_is_opaque_but_neither_empty_nor_endless()
    {
        Assert.True(Identifier.TryParse(" AB:cd:EF ", ActivationKind.Hardware, out var hardware));
        Assert.Equal("AB:cd:EF", hardware.Value);
        Assert.False(Identifier.TryParse(new string('x', 256), ActivationKind.Hardware, out _));
        Assert.False(Identifier.TryParse("a\u0007b", ActivationKind.Hardware, out _));
        Assert.False(Identifier.TryParse(null, ActivationKind.Hardware, out _));
    }

    [Fact]
    public void Nothing_that_a_client_sends_makes_it_throw_and_the_normal_form_is_its_own() =>
        Gen
            .String.Select(Gen.Enum<ActivationKind>())
            .Sample(
                (text, kind) =>
                    !Identifier.TryParse(text, kind, out var once)
                    || (Identifier.TryParse(once.Value, kind, out var twice) && twice == once)
            );
}
