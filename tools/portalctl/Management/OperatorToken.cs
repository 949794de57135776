using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace Portal.Ctl.Management;

/// <summary>The operator's access token (RFC 6749, section 4.4), fetched when needed and renewed before it runs out.</summary>
internal sealed class OperatorToken(HttpClient http, Connection connection, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan EarlyRenewal = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _gate = new(1);
    private string _value = "";
    private DateTimeOffset _renewAt = DateTimeOffset.MinValue;

    public async Task<string> Get(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (clock.GetUtcNow() >= _renewAt)
                await Renew(cancellationToken);
            return _value;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Forget() => _renewAt = DateTimeOffset.MinValue;

    public void Dispose() => _gate.Dispose();

    private async Task Renew(CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = connection.ClientId,
                ["client_secret"] = connection.Secret,
                ["scope"] = Connection.Scope,
            }
        );
        using var response = await Post(form, cancellationToken);
        if ((int)response.StatusCode is >= 400 and < 500)
            throw new RefusedException(
                (int)response.StatusCode,
                "Identity does not accept the operator's secret. Does --data name the folder of the running copy?",
                "invalid-client"
            );
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException(
                $"no token from {connection.TokenAddress}, which answered {(int)response.StatusCode}",
                null,
                response.StatusCode
            );
        var answer = await response.Content.ReadFromJsonAsync<Answer>(cancellationToken);
        (_value, _renewAt) = (answer!.AccessToken, clock.GetUtcNow().AddSeconds(answer.ExpiresIn) - EarlyRenewal);
    }

    private async Task<HttpResponseMessage> Post(HttpContent form, CancellationToken cancellationToken)
    {
        try
        {
            return await http.PostAsync(connection.TokenAddress, form, cancellationToken);
        }
        catch (HttpRequestException outage)
        {
            throw new HttpRequestException($"no token from {connection.TokenAddress}: {outage.Message}", outage);
        }
    }

    private sealed record Answer(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("expires_in")] int ExpiresIn
    );
}
