using System.Net;

namespace Portal.EndToEnd.Tests.Outages;

/// <summary>A crash of ours signs nobody out.</summary>
[Collection(Replicated.Name)]
public sealed class SessionTests(ReplicatedPortal portal)
{
    [Theory]
    [InlineData("gateway")]
    [InlineData("redis")]
    public async Task A_session_survives_the_death_of(string victim)
    {
        var catalogue = new Catalogue(portal.App);
        var member = await catalogue.NewMember(await catalogue.NewAccount());
        using var customer = await catalogue.SignIn(member);
        var before = await customer.Get("/api/identity/me");

        await portal.App.Kill9(victim);
        await Eventually.Is(() => IsServed(customer), $"the customer is served again after the death of {victim}");

        Assert.Equal(
            before["email"]!.GetValue<string>(),
            (await customer.Get("/api/identity/me"))["email"]!.GetValue<string>()
        );
        using var page = await customer.Open("/");
        Assert.Equal("/", page.RequestMessage!.RequestUri!.AbsolutePath);
    }

    private static async Task<bool> IsServed(SignedIn customer)
    {
        try
        {
            using var answer = await customer.Api(HttpMethod.Get, "/api/identity/me");
            Assert.NotEqual(HttpStatusCode.Unauthorized, answer.StatusCode);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
