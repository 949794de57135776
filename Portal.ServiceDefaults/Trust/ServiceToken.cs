using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;

namespace Portal.ServiceDefaults;

/// <summary>Signs requests to another service with a token of our own client (RFC 6749, section 4.4).</summary>
public sealed class ServiceToken(IHttpClientFactory http, IConfiguration configuration, TimeProvider clock)
    : DelegatingHandler
{
    private static readonly TimeSpan EarlyRenewal = TimeSpan.FromSeconds(60);
    private string? _token;
    private DateTimeOffset _renewAt;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (_token is null || clock.GetUtcNow() >= _renewAt)
            await Renew(cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        return await base.SendAsync(request, cancellationToken);
    }

    private async Task Renew(CancellationToken cancellationToken)
    {
        using var client = http.CreateClient();
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = "portal-service",
                ["client_secret"] = configuration["Clients:service"]
                    ?? throw new InvalidOperationException("Clients:service is not configured."),
                ["scope"] = Policies.ReplicationScope,
            }
        );
        using var response = await client.PostAsync(
            new Uri("http://identity/identity/connect/token"),
            form,
            cancellationToken
        );
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<Answer>(cancellationToken);
        _token = answer!.AccessToken;
        _renewAt = clock.GetUtcNow().AddSeconds(answer.ExpiresIn) - EarlyRenewal;
    }

    private sealed record Answer(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("expires_in")] int ExpiresIn
    );
}
