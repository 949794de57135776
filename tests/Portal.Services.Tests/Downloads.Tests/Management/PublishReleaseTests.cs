using System.Net;
using Portal.Testing;

namespace Portal.Downloads.Tests.Management;

public sealed class PublishReleaseTests(PortalApp app)
{
    private readonly Vendor _vendor = new(app);

    [Fact]
    public async Task A_release_is_published_once_however_often_it_is_sent()
    {
        await using var subscriber = await Subscriber.To(app, "portal.downloads.v1.release-published");
        var product = await _vendor.Catalogue.NewProduct();
        var id = await _vendor.NewRelease(product, "1.2.3-beta.1", Vendor.Days(-3));
        var release = new
        {
            id,
            productId = product.Id,
            version = "1.2.3-beta.1",
            channel = "stable",
            releasedAt = Vendor.Days(-3),
            notes = "new",
        };

        using var differs = await _vendor.Publish(release);
        Assert.Equal("download.release-differs", await differs.Code());
        var other = release with
        {
            id = Guid.CreateVersion7(),
            version = "1.2.3-beta.2",
            releasedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)).AddTicks(1234567),
        };
        using var first = await _vendor.Publish(other);
        using var again = await _vendor.Publish(other);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal((await first.Body()).ToJsonString(), (await again.Body()).ToJsonString());

        string[] Published() =>
            [
                .. subscriber
                    .Messages.Where(message => message.Body["productId"]!.GetValue<Guid>() == product.Id)
                    .Select(message => message.Body["version"]!.GetValue<string>()),
            ];
        await Eventually.Is(() => Task.FromResult(Published().Length >= 2), "both releases are announced");
        Assert.Equal(["1.2.3-beta.1", "1.2.3-beta.2"], Published());
    }

    [Fact]
    public async Task A_version_exists_once_in_a_product()
    {
        var product = await _vendor.Catalogue.NewProduct();
        await _vendor.NewRelease(product, "1.0.0");
        using var answer = await _vendor.Publish(
            new
            {
                productId = product.Id,
                version = "1.0.0",
                channel = "hotfix",
                releasedAt = Vendor.Days(0),
            }
        );
        Assert.Equal((HttpStatusCode.Conflict, "download.version-exists"), (answer.StatusCode, await answer.Code()));
    }

    [Theory]
    [InlineData("1.2.0+linux", "1.2.0+windows")]
    [InlineData("v1.2", "1.2.0")]
    [InlineData("2026.01.05", "2026-01-05")]
    [InlineData("1.2.3.0", "1.2.3")]
    public async Task The_same_version_written_in_another_way_exists_already(string one, string other)
    {
        var product = await _vendor.Catalogue.NewProduct();
        await _vendor.NewRelease(product, one);
        using var answer = await _vendor.Publish(
            new
            {
                productId = product.Id,
                version = other,
                channel = "stable",
                releasedAt = Vendor.Days(0),
            }
        );
        Assert.Equal((HttpStatusCode.Conflict, "download.version-exists"), (answer.StatusCode, await answer.Code()));
    }

    [Fact]
    public async Task A_product_that_is_not_known_is_refused_by_name()
    {
        using var answer = await _vendor.Publish(
            new
            {
                productId = Guid.NewGuid(),
                version = "1.0.0",
                channel = "stable",
                releasedAt = Vendor.Days(0),
            }
        );
        Assert.Equal((HttpStatusCode.Conflict, "download.product-unknown"), (answer.StatusCode, await answer.Code()));
    }

    [Theory]
    [InlineData("1.0 final", "stable", "download.version-unreadable")]
    [InlineData("", "stable", "bad-request")]
    [InlineData("1.0.0", "nightly", "bad-request")]
    [InlineData("1.0.0", "7", "bad-request")]
    public async Task A_release_that_makes_no_sense_is_refused(string version, string channel, string code)
    {
        using var answer = await _vendor.Publish(
            new
            {
                productId = Guid.NewGuid(),
                version,
                channel,
                releasedAt = Vendor.Days(0),
            }
        );
        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.StatusCode, await answer.Code()));
    }
}
