using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;

namespace Portal.EndToEnd.Tests.Trust;

/// <summary>Methods by RFC 9110 at every public address: OPTIONS is answered, a method that is not there is 405 with Allow.</summary>
[Collection(WorldOfTwo.Name)]
public sealed class MethodTests(PortalApp app, World world)
{
    private static IEnumerable<MappedEndpoint> Public =>
        MappedEndpoints.All.Where(endpoint =>
            !endpoint.IsInternal
            && !StaticFiles.Has(endpoint)
            // OpenID Connect's own endpoints say for themselves which methods they take.
            && !endpoint.Pattern.Contains("/connect/", StringComparison.Ordinal)
            // Other tests ask with a license key in the path.
            && !endpoint.Pattern.Contains("{key}", StringComparison.Ordinal)
            && !endpoint.Pattern.Contains("/.well-known/", StringComparison.Ordinal)
            && endpoint.Endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods.Count: > 0 }
        );

    [Theory]
    [InlineData("OPTIONS", 204)]
    [InlineData("PURGE", 405)]
    public async Task Every_address_says_which_methods_it_takes_before_anybody_signs_in(string method, int status)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var wrong = new List<string>();
        foreach (var endpoint in Public)
        {
            var address = new Uri(app.Address(endpoint.Service), PathOf(endpoint));
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            var allowed = answer.Content.Headers.Allow;
            if (
                (int)answer.StatusCode != status
                || !allowed.Contains(endpoint.Method)
                || !allowed.Contains("OPTIONS")
                || allowed.Contains("GET") != allowed.Contains("HEAD")
            )
                wrong.Add($"{endpoint}: {(int)answer.StatusCode}, {string.Join(", ", allowed)}");
        }
        Assert.Empty(wrong);
        Assert.True(Public.Count() > 50, "The endpoints were not found.");
    }

    private string PathOf(MappedEndpoint endpoint) =>
        endpoint.Pattern.StartsWith("/changelog/", StringComparison.Ordinal)
            ? "/changelog/nothing"
            : Door.Path(endpoint, world.Mine);

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
