using Portal.Identity.SignIns;

namespace Portal.Identity.Tests.SignIns;

/// <summary>With the test database that MaxMind publishes for readers of its format (Apache-2.0 or MIT).</summary>
public sealed class PlacesTests
{
    [Theory]
    [InlineData("81.2.69.142", "London, United Kingdom")]
    [InlineData("::ffff:81.2.69.142", "London, United Kingdom")]
    [InlineData("2001:218::1", "Japan")]
    [InlineData("127.0.0.1", null)]
    [InlineData("unknown", null)]
    public void An_address_has_the_place_of_the_vendors_database(string address, string? place)
    {
        using var places = Of(Path.Combine(AppContext.BaseDirectory, "GeoIP2-City-Test.mmdb"));
        Assert.Equal(place, places.Of(address));
    }

    [Fact]
    public void Without_a_database_no_place_is_known()
    {
        using var places = Of("");
        Assert.Null(places.Of("81.2.69.142"));
    }

    [Theory]
    [InlineData("/nowhere/places.mmdb")]
    [InlineData("/etc/hostname")]
    public void A_database_that_cannot_be_read_stops_the_start_by_name(string file)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Of(file));
        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
    }

    private static Places Of(string file) =>
        new(new ConfigurationBuilder().AddInMemoryCollection([new("Places:Database", file)]).Build());
}
