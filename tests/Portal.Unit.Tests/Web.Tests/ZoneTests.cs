using Portal.Web.Design;
using Portal.Web.Pages.Me;

namespace Portal.Web.Tests;

public sealed class ZoneTests
{
    [Theory]
    [InlineData("Asia/Calcutta", "Asia/Kolkata")]
    [InlineData("Europe/Kiev", "Europe/Kyiv")]
    [InlineData("US/Pacific", "America/Los_Angeles")]
    [InlineData("America/Buenos_Aires", "America/Argentina/Buenos_Aires")]
    [InlineData("Europe/Oslo", "Europe/Oslo")]
    [InlineData("europe/oslo", "Europe/Oslo")]
    [InlineData("Etc/UTC", "UTC")]
    [InlineData("Zulu", "UTC")]
    public void A_zone_has_one_name_whatever_it_was_called_before(string name, string today) =>
        Assert.Equal(today, Zone.NameOf(name));

    [Theory]
    [InlineData("")]
    [InlineData("Nowhere/Land")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("../../etc/passwd")]
    public void What_is_no_zone_has_no_name(string name) => Assert.Null(Zone.NameOf(name));

    [Fact]
    public void Every_name_to_choose_from_is_one_of_today_and_can_be_shown()
    {
        Assert.InRange(Zone.Names.Count, 300, 500);
        Assert.All(Zone.Names, name =>
        {
            Assert.Equal(name, Zone.NameOf(name));
            Assert.NotNull(Zone.Find(name));
        });
    }

    [Theory]
    [InlineData("oslo", "Europe/Oslo")]
    [InlineData("Calcutta", "Asia/Kolkata")]
    [InlineData("ho chi minh", "Asia/Ho_Chi_Minh")]
    [InlineData("Saigon", "Asia/Ho_Chi_Minh")]
    [InlineData("new york", "America/New_York")]
    [InlineData("Atlantis", "Atlantis")]
    public void A_city_is_enough(string typed, string name) => Assert.Equal(name, TimeZoneList.Named(typed));
}
