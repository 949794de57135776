using Portal.Licenses.Domain;

namespace Portal.Licenses.Tests.Domain;

public sealed class LicenseKeyTests
{
    [Fact]
    public void Keys_are_five_groups_of_five_without_look_alikes_and_never_repeat()
    {
        var keys = Enumerable.Range(0, 10_000).Select(_ => LicenseKey.New().Value).ToList();
        Assert.All(keys, key => Assert.Matches("^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){4}$", key));
        Assert.Equal(keys.Count, keys.Distinct().Count());
    }

    [Theory]
    [InlineData(KeyFormat.Groups, null, "^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){4}$")]
    [InlineData(KeyFormat.Groups, "FLS", "^FLS(-[0-9A-HJKMNP-TV-Z]{5}){5}$")]
    [InlineData(KeyFormat.Uuid, null, "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
    [InlineData(KeyFormat.Uuid, "FLS", "^FLS-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    public void A_policy_says_how_keys_look(object format, string? prefix, string look)
    {
        var key = LicenseKey.New((KeyFormat)format, prefix).Value;
        Assert.Matches(look, key);
        Assert.True(LicenseKey.TryParse(key, out _));
    }

    [Theory]
    [InlineData("old-key-1", true)]
    [InlineData("  padded-key-1  ", true)]
    [InlineData("ключ-лицензии", true)]
    [InlineData("ライセンス鍵第一号", true)]
    [InlineData("מפתח-רישיון-1", true)]
    [InlineData("🔑🔑🔑🔑🔑", true)]
    [InlineData("half-a-pair-\ud83d", false)]
    [InlineData("short", false)]
    [InlineData("a key with spaces", false)]
    [InlineData("a-key\u0000-with-control", false)]
    [InlineData(null, false)]
    public void A_given_key_is_taken_if_a_person_could_type_it(string? text, bool taken) =>
        Assert.Equal(taken, LicenseKey.TryParse(text, out _));

    [Fact]
    public void A_mask_shows_the_last_four_characters_and_no_more() =>
        Assert.Equal("****-VW31", LicenseKey.Mask("K7QD-2M4X-9TRE-VW31"));

    [Fact]
    public void A_mask_never_cuts_a_character_in_two() =>
        Assert.Equal("****-🔑b🔑d", LicenseKey.Mask("0123456789🔑b🔑d"));
}
