using CsCheck;

namespace Portal.Rules.Tests;

/// <summary>License keys as people type and paste them.</summary>
public sealed class TypedKeyTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static readonly string[] Separators =
    [
        "",
        "-",
        " ",
        "\u2013",
        "\u2011",
        "\u2212",
        "\u30FC",
        "\uFF0D",
        "_",
        "/",
        ".",
        "\u200B",
        "\u00A0",
        "\r\n",
        "\uFFFD",
    ];
    private static readonly Gen<string[]> Groups = Gen.OneOf(Alphabet.ToCharArray())
        .Array[5]
        .Select(letters => new string(letters))
        .Array[5];

    [Fact]
    public void A_generated_key_is_found_however_it_is_typed() =>
        Gen.Select(
                Groups,
                Gen.OneOf("", "PORTAL-PRO-"),
                Gen.OneOf(Separators),
                Gen.OneOf<Func<char, char>>(
                    char.ToLowerInvariant,
                    letter => letter == '0' ? 'O' : letter,
                    letter => letter == '1' ? 'l' : letter,
                    letter => letter == '1' ? 'I' : letter,
                    letter => char.IsAscii(letter) && letter > ' ' ? (char)(letter + 0xFEE0) : letter
                )
            )
            .Sample(
                (groups, prefix, separator, type) =>
                {
                    var key = prefix + string.Join('-', groups);
                    var typed = string.Concat($" \uFEFF{key.Replace("-", separator)}\u200E\t".Select(type));
                    Assert.True(Means(typed, key), typed);
                },
                iter: 2000
            );

    [Theory]
    [InlineData("LEGACY-O0O0-I1L1", "legacy o0o0 i1l1", true)]
    [InlineData("LEGACY-O0O0-I1L1", "LEGACY-0000-1111", false)]
    [InlineData("AbCdEfGh", "ABCDEFGH", true)]
    [InlineData("c0ffee00-1234-4abc-8def-0123456789ab", "COFFEEOO12344ABC8DEFOI23456789AB", true)]
    [InlineData("\U0001F511\U0001F511\U0001F511\U0001F511\U0001F511\U0001F511\U0001F511\U0001F511", "--------", false)]
    [InlineData("\u041A\u041B\u042E\u0427-1234-5678", "\u043A\u043B\u044E\u0447 12345678", true)]
    [InlineData("........", "--------", false)]
    public void Look_alikes_are_one_letter_only_where_the_alphabet_has_no_such_letters(
        string issued,
        string typed,
        bool found
    ) => Assert.Equal(found, Means(typed, issued));

    [Fact]
    public void Of_two_keys_that_differ_in_case_each_is_its_own_hash()
    {
        Assert.NotEqual(LicenseKeyHash.Of("AbCd-1234"), LicenseKeyHash.Of("aBcD-1234"));
        Assert.Equal(LicenseKeyHash.Of("AbCd-1234"), TypedKey.Of(" AbCd-1234\r\n").Hash);
    }

    [Fact]
    public void Whatever_is_sent_as_a_key_can_be_looked_up() =>
        Gen.String.Sample(text =>
            TypedKey.Of(text + "\ud800" + new string('x', text.Length * 20)).FoldedHashes.Count <= 2
        );

    private static bool Means(string typed, string issued) =>
        LicenseKeyHash.Folded(issued) is { } folded && TypedKey.Of(typed).FoldedHashes.Contains(folded);
}
