using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Portal.ServiceDefaults.Tests.Running;

namespace Portal.ServiceDefaults.Tests.Trust;

public sealed class ServiceTokenTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly OtherSide _source = new();
    private readonly OtherSide _identity;
    private int _tokens;

    public ServiceTokenTests() =>
        _identity = new(_ => new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = JsonContent.Create(
                new
                {
                    access_token = $"token-{++_tokens}",
                    expires_in = 300,
                    token_type = "Bearer",
                }
            ),
        });

    [Fact]
    public async Task A_token_is_used_until_shortly_before_its_end_and_then_renewed()
    {
        using var client = NewClient();
        await Get(client);
        _clock.Advance(TimeSpan.FromSeconds(239));
        await Get(client);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await Get(client);
        Assert.Equal(
            ["Bearer token-1", "Bearer token-1", "Bearer token-2"],
            _source.Requests.Select(request => request.Authorization)
        );
    }

    [Fact]
    public async Task It_is_asked_for_with_the_credentials_of_a_service_and_no_more_than_replication()
    {
        using var client = NewClient();
        await Get(client);
        var asked = Assert.Single(_identity.Requests);
        Assert.Equal("http://identity/identity/connect/token", asked.Address.ToString());
        Assert.Equal(
            "grant_type=client_credentials&client_id=portal-service&client_secret=hush&scope=portal.replicate",
            asked.Body
        );
    }

    [Fact]
    public async Task While_identity_is_away_it_is_an_outage_and_nothing_is_sent_without_a_token()
    {
        _identity.Outage = new HttpRequestException("refused");
        using var client = NewClient();
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => Get(client));
        Assert.True(Outage.Is(failure));
        Assert.Empty(_source.Requests);

        _identity.Outage = null;
        await Get(client);
        Assert.Equal("Bearer token-1", Assert.Single(_source.Requests).Authorization);
    }

    public void Dispose()
    {
        _identity.Dispose();
        _source.Dispose();
    }

    private HttpClient NewClient()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Clients:service"] = "hush" })
            .Build();
        return new HttpClient(new ServiceToken(_identity, configuration, _clock) { InnerHandler = _source });
    }

    private static async Task Get(HttpClient client)
    {
        using var response = await client.GetAsync("http://source/things");
    }
}
