using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Customer;

public sealed class RevealKeyTests(PortalApp app)
{
    [Fact]
    public async Task Revealing_the_key_shows_it_and_writes_down_who_looked()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.OwnLicense();
        using var response = await mine.Customer.Api(HttpMethod.Post, $"/api/license/licenses/{license.Id}/reveal");
        Assert.Equal(license.Key, (await response.Content.ReadFromJsonAsync<JsonObject>())!["key"]!.GetValue<string>());
        var newest = (await mine.Customer.Get($"/api/license/licenses/{license.Id}/timeline"))["items"]![0]!;
        Assert.Equal("key-revealed", newest["action"]!.GetValue<string>());
    }

    [Fact]
    public async Task Ten_keys_a_minute_are_revealed_to_a_user_and_then_none_to_them_alone()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.OwnLicense();
        using var colleague = await mine.Catalogue.SignIn(await mine.Catalogue.NewMember(mine.Account, "Admin"));
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 14)
                .Select(_ => mine.Customer.Api(HttpMethod.Post, $"/api/license/licenses/{license.Id}/reveal"))
        );
        Assert.Equal(
            (10, 4),
            (
                answers.Count(answer => answer.IsSuccessStatusCode),
                answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests)
            )
        );
        var refused = answers.First(answer => !answer.IsSuccessStatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(
            "license.revealed-too-often",
            (await refused.Content.ReadFromJsonAsync<JsonObject>())!["code"]!.GetValue<string>()
        );
        Assert.Equal(
            10,
            (await mine.Catalogue.Operator.Audit(license.Id)).Count(record =>
                record["action"]!.GetValue<string>() == "key-revealed"
                && record["actor"]!.GetValue<string>() == mine.Owner.Id.ToString()
            )
        );
        using var other = await colleague.Api(HttpMethod.Post, $"/api/license/licenses/{license.Id}/reveal");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task A_member_cannot_reveal_a_key_that_was_not_assigned_to_them()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.OwnLicense();
        using var member = await mine.Catalogue.SignIn(await mine.Catalogue.NewMember(mine.Account, "Member"));
        using var refused = await member.Api(HttpMethod.Post, $"/api/license/licenses/{license.Id}/reveal");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task A_key_of_another_account_does_not_exist_and_nobody_is_written_down()
    {
        using var mine = await LicenseApi.WithOwner(app);
        using var stranger = await LicenseApi.WithOwner(app);
        var license = await stranger.OwnLicense();
        using var refused = await mine.Customer.Api(HttpMethod.Post, $"/api/license/licenses/{license.Id}/reveal");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal(["issued"], await stranger.Timeline(license));
    }
}
