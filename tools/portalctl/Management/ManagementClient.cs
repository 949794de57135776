using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Portal.Ctl.Management;

/// <summary>Sends requests to the management listeners: with a token, patiently, and with refusals as sentences.</summary>
internal sealed class ManagementClient(Connection connection, Patience patience, TimeProvider clock) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5), UseProxy = false }) { Timeout = TimeSpan.FromSeconds(100) };
    private OperatorToken? token;

    public Connection Connection => connection;

    public Task<JsonElement> Get(Service service, string path, CancellationToken cancellationToken) =>
        Send(service, HttpMethod.Get, path, () => null, [], cancellationToken);

    /// <param name="notYet">Codes that mean: an event is still on its way, ask again.</param>
    public Task<JsonElement> Post(Service service, string path, object? body, CancellationToken cancellationToken, params string[] notYet) =>
        Send(service, HttpMethod.Post, path, () => body is null ? null : JsonContent.Create(body, options: ManagementJson.Options), notYet, cancellationToken);

    public Task<JsonElement> Put(Service service, string path, Func<HttpContent> body, CancellationToken cancellationToken) =>
        Send(service, HttpMethod.Put, path, body, [], cancellationToken);

    public void Dispose()
    {
        token?.Dispose();
        http.Dispose();
    }

    private async Task<JsonElement> Send(
        Service service, HttpMethod method, string path, Func<HttpContent?> body, string[] notYet, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            var mayWait = clock.GetElapsedTime(started) < patience.Limit;
            try
            {
                return await SendOnce(service, method, path, body(), cancellationToken);
            }
            catch (RefusedException refused) when (mayWait && (notYet.Contains(refused.Code) || refused.Status == (int)HttpStatusCode.Unauthorized && attempt == 0))
            {
                token?.Forget();
            }
            catch (Exception outage) when (outage is HttpRequestException or IOException && mayWait)
            {
            }
            catch (HttpRequestException outage)
            {
                throw new UnreachableException($"{service} cannot be asked at {connection.Management[service]}: {outage.Message}. Is the portal running?", outage);
            }
            await Task.Delay(Patience.PauseAfter(attempt), clock, cancellationToken);
        }
    }

    private async Task<JsonElement> SendOnce(Service service, HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        token ??= new OperatorToken(http, connection, clock);
        using var request = new HttpRequestMessage(method, new Uri(connection.Management[service], path)) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token.Get(cancellationToken));
        using var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.TooManyRequests)
            throw new HttpRequestException($"it answered {(int)response.StatusCode}", null, response.StatusCode);
        if (!response.IsSuccessStatusCode)
            throw await ManagementJson.Refusal(response, cancellationToken);
        return response.StatusCode == HttpStatusCode.NoContent ? default : await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }
}
