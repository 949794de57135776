using System.Buffers.Text;
using CsCheck;
using Portal.Downloads.Links;

namespace Portal.Downloads.Tests.Links;

public sealed class SessionLinksTests
{
    private static readonly SessionLinks Links = new(new LinkKey(new string('k', LinkKey.MinLength)));
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly Gen<string> Session = Gen.String[Gen.Char.AlphaNumeric, 1, 60];

    [Fact]
    public void A_link_is_good_in_its_session_until_fifteen_minutes_are_over() =>
        Gen.Select(Gen.Guid, Session, Gen.Int[-100, 2000])
            .Sample(
                (artifactId, session, seconds) =>
                {
                    var (token, expiresAt) = Links.Create(artifactId, session, Now);
                    var status = Links.Read(token, session, Now.AddSeconds(seconds), out var read);
                    return expiresAt == Now.AddMinutes(15)
                        && read == artifactId
                        && status == (seconds < 900 ? LinkStatus.Good : LinkStatus.Expired);
                }
            );

    [Fact]
    public void A_link_is_of_no_use_in_another_session() =>
        Gen.Select(Gen.Guid, Session, Session)
            .Where((_, mine, other) => mine != other)
            .Sample(
                (artifactId, mine, other) =>
                    Links.Read(Links.Create(artifactId, mine, Now).Token, other, Now, out _)
                    == LinkStatus.OfAnotherSession
            );

    [Fact]
    public void An_expired_link_says_which_file_it_was_for_in_any_session()
    {
        var artifactId = Guid.NewGuid();
        var token = Links.Create(artifactId, "mine", Now).Token;
        Assert.Equal(LinkStatus.Expired, Links.Read(token, "other", Now.AddHours(1), out var read));
        Assert.Equal(artifactId, read);
    }

    [Fact]
    public void A_link_with_any_bit_changed_is_forged() =>
        Gen.Select(Gen.Guid, Session, Gen.Int[0, 57 * 8 - 1])
            .Sample(
                (artifactId, session, bit) =>
                {
                    var bytes = Base64Url.DecodeFromChars(Links.Create(artifactId, session, Now).Token);
                    bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                    return Links.Read(Base64Url.EncodeToString(bytes), session, Now, out var read) == LinkStatus.Forged
                        && read == Guid.Empty;
                }
            );

    [Fact]
    public void A_link_with_any_character_changed_is_forged() =>
        Gen.Select(Gen.Int[0, 75], Gen.Char)
            .Sample(
                (position, character) =>
                {
                    var token = Links.Create(Guid.Empty, "session", Now).Token;
                    var changed = token.ToCharArray();
                    changed[position] = character;
                    return Links.Read(new string(changed), "session", Now, out _)
                        == (token[position] == character ? LinkStatus.Good : LinkStatus.Forged);
                }
            );

    [Fact]
    public void Anything_at_all_is_forged() =>
        Gen.OneOf(
                Gen.String,
                Gen.Byte.Array.Select(bytes => Base64Url.EncodeToString(bytes)),
                Gen.Byte.Array[57].Select(bytes => Base64Url.EncodeToString(bytes))
            )
            .Sample(token => Links.Read(token, "session", Now, out _) == LinkStatus.Forged);

    [Fact]
    public void A_link_of_another_key_is_forged()
    {
        var others = new SessionLinks(new LinkKey(new string('o', LinkKey.MinLength)));
        Assert.Equal(
            LinkStatus.Forged,
            Links.Read(others.Create(Guid.NewGuid(), "session", Now).Token, "session", Now, out _)
        );
    }

    [Fact]
    public void A_link_of_the_previous_key_works_until_it_expires()
    {
        var artifactId = Guid.NewGuid();
        var rotated = new SessionLinks(
            new LinkKey(new string('n', LinkKey.MinLength), new string('k', LinkKey.MinLength))
        );
        var token = Links.Create(artifactId, "session", Now).Token;
        Assert.Equal(LinkStatus.Good, rotated.Read(token, "session", Now, out var read));
        Assert.Equal(artifactId, read);
        Assert.Equal(LinkStatus.OfAnotherSession, rotated.Read(token, "other", Now, out _));
        Assert.Equal(LinkStatus.Expired, rotated.Read(token, "session", Now.AddMinutes(15), out _));
        Assert.Equal(
            LinkStatus.Forged,
            Links.Read(rotated.Create(artifactId, "session", Now).Token, "session", Now, out _)
        );
    }

    [Fact]
    public void The_session_id_is_not_in_the_link()
    {
        const string session = "0123456789abcdef";
        var bytes = Base64Url.DecodeFromChars(Links.Create(Guid.NewGuid(), session, Now).Token);
        Assert.Equal(-1, bytes.AsSpan().IndexOf("01234"u8));
    }

    [Fact]
    public void A_weak_key_is_refused() =>
        Assert.Throws<ArgumentException>(() => new LinkKey(new string('k', LinkKey.MinLength - 1)));
}
