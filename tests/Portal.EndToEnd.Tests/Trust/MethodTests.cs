using System.Net.Http.Headers;

namespace Portal.EndToEnd.Tests.Trust;

/// <summary>What is not there, by RFC 9110.</summary>
[Collection(WorldOfTwo.Name)]
public sealed class MethodTests(PortalApp app, World world)
{
    [Fact]
    public async Task An_address_that_is_not_there_is_404_with_and_without_a_good_key()
    {
        using var http = new HttpClient();
        string[] places = ["/licensing/v1", "/licensing", "/v1", "/api/v1", ""];
        foreach (var place in places)
        foreach (var service in new[] { "activation", MappedEndpoints.Gateway })
        foreach (var authorization in new[] { null, $"Bearer {world.Owner}", "License SOME-KEY" })
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Post,
                new Uri(app.Address(service), $"{place}/nothing-here")
            );
            request.Headers.Authorization = authorization is null
                ? null
                : AuthenticationHeaderValue.Parse(authorization);
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal((service, place, 404), (service, place, (int)answer.StatusCode));
        }
    }
}
