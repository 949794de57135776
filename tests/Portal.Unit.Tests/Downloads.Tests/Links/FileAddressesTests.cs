using System.Buffers.Text;
using CsCheck;
using Portal.Downloads.Domain;
using Portal.Downloads.Links;

namespace Portal.Downloads.Tests.Links;

public sealed class FileAddressesTests
{
    private static readonly LinkKey Key = new(new string('k', LinkKey.MinLength));
    private static readonly FileAddresses Addresses = new(Key);
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid ArtifactId = Guid.Parse("0197a3c0-0000-7000-8000-000000000001");

    [Fact]
    public void An_address_is_good_for_a_minute() =>
        Gen.Int[-100, 200]
            .Sample(seconds =>
                Read(Address("setup.exe"), Now.AddSeconds(seconds))
                == (seconds < 60 ? LinkStatus.Good : LinkStatus.Expired)
            );

    [Fact]
    public void A_download_that_was_begun_is_taken_up_again_for_fifteen_minutes() =>
        Gen.Int[-100, 1200]
            .Sample(seconds =>
                Read(Address("setup.exe"), Now.AddSeconds(seconds), resumes: true)
                == (seconds < 900 ? LinkStatus.Good : LinkStatus.Expired)
            );

    [Theory]
    [InlineData("setup.exe", "setup.exe")]
    [InlineData("50% #1 & more=less+.zip", "50%25%20%231%20%26%20more%3Dless%2B.zip")]
    [InlineData("Grüße.pdf", "Gr%C3%BC%C3%9Fe.pdf")]
    public void A_file_name_is_written_so_that_it_arrives_as_it_is(string fileName, string written)
    {
        var address = Address(fileName);
        Assert.StartsWith($"/files/{ArtifactId}/{written}?expires=", address, StringComparison.Ordinal);
        Assert.Equal(LinkStatus.Good, Read(address, Now));
    }

    [Fact]
    public void An_address_with_any_part_changed_is_forged()
    {
        var (expires, signature) = Query(Address("setup.exe"));
        Assert.Equal(LinkStatus.Good, Addresses.Read(ArtifactId, "setup.exe", expires, signature, false, Now));
        Assert.Equal(LinkStatus.Forged, Addresses.Read(Guid.NewGuid(), "setup.exe", expires, signature, false, Now));
        Assert.Equal(LinkStatus.Forged, Addresses.Read(ArtifactId, "setup.exf", expires, signature, false, Now));
        Assert.Equal(LinkStatus.Forged, Addresses.Read(ArtifactId, "setup.exe", expires + 1, signature, false, Now));
        Assert.Equal(LinkStatus.Forged, Addresses.Read(ArtifactId, "setup.exe", null, signature, false, Now));
        Assert.Equal(LinkStatus.Forged, Addresses.Read(ArtifactId, "setup.exe", expires, null, false, Now));
        Assert.Equal(LinkStatus.Forged, Addresses.Read(ArtifactId, "setup.exe", expires, "", false, Now));
        Assert.Equal(
            LinkStatus.Forged,
            Addresses.Read(ArtifactId, "setup.exe", expires, signature.ToUpperInvariant(), false, Now)
        );
    }

    [Fact]
    public void An_address_with_any_character_of_its_signature_changed_is_forged() =>
        Gen.Select(Gen.Int[0, 63], Gen.Char)
            .Sample(
                (position, character) =>
                {
                    var (expires, signature) = Query(Address("setup.exe"));
                    var changed = signature.ToCharArray();
                    changed[position] = character;
                    return Addresses.Read(ArtifactId, "setup.exe", expires, new string(changed), false, Now)
                        == (signature[position] == character ? LinkStatus.Good : LinkStatus.Forged);
                }
            );

    [Fact]
    public void An_address_of_the_previous_key_works_until_it_expires()
    {
        var rotated = new FileAddresses(
            new LinkKey(new string('n', LinkKey.MinLength), new string('k', LinkKey.MinLength))
        );
        var (expires, signature) = Query(Address("setup.exe"));
        Assert.Equal(LinkStatus.Good, rotated.Read(ArtifactId, "setup.exe", expires, signature, false, Now));
        Assert.Equal(
            LinkStatus.Expired,
            rotated.Read(ArtifactId, "setup.exe", expires, signature, false, Now.AddMinutes(1))
        );
    }

    [Fact]
    public void A_signature_of_one_purpose_is_worth_nothing_for_another() =>
        Gen.Select(Gen.Guid, Gen.Long, Gen.Byte.Array)
            .Sample(
                (id, expires, last) =>
                    !Key.Sign("one", id, expires, last).AsSpan().SequenceEqual(Key.Sign("two", id, expires, last))
            );

    [Fact]
    public void What_a_session_link_carries_signs_no_address()
    {
        var (token, expiresAt) = new SessionLinks(Key).Create(ArtifactId, "setup.exe", Now);
        var bytes = Base64Url.DecodeFromChars(token);
        foreach (var signature in new[] { bytes[25..41], bytes[41..57], bytes[25..57] })
            Assert.Equal(
                LinkStatus.Forged,
                Addresses.Read(
                    ArtifactId,
                    "setup.exe",
                    expiresAt.ToUnixTimeSeconds(),
                    Convert.ToHexStringLower(signature),
                    false,
                    Now
                )
            );
    }

    private static string Address(string fileName) =>
        FileName.TryParse(fileName, out var name)
            ? Addresses.Create(ArtifactId, name, Now).Address
            : throw new ArgumentException(fileName);

    private static LinkStatus Read(string address, DateTimeOffset now, bool resumes = false)
    {
        var (expires, signature) = Query(address);
        return Addresses.Read(
            ArtifactId,
            Uri.UnescapeDataString(address.Split('?')[0].Split('/')[^1]),
            expires,
            signature,
            resumes,
            now
        );
    }

    private static (long Expires, string Signature) Query(string address)
    {
        var values = address.Split('?')[1].Split('&').Select(pair => pair.Split('=')[1]).ToList();
        return (long.Parse(values[0], System.Globalization.CultureInfo.InvariantCulture), values[1]);
    }
}
