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
    public void A_domain_has_one_normal_form(string text, string normal)
    {
        Assert.True(Identifier.TryParse(text, ActivationKind.Domain, out var identifier));
        Assert.Equal(normal, identifier.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("not a host")]
    [InlineData("under_score.example")]
    [InlineData("https://")]
    [InlineData("a..b")]
    public void What_is_no_host_name_is_no_domain(string text) => Assert.False(Identifier.TryParse(text, ActivationKind.Domain, out _));

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
        Gen.String.Select(Gen.Enum<ActivationKind>()).Sample((text, kind) =>
            !Identifier.TryParse(text, kind, out var once) || (Identifier.TryParse(once.Value, kind, out var twice) && twice == once));
}
