using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Ctl.Commands;

namespace Portal.Ctl.Management;

/// <summary>Sends requests to the management listeners: with a token, patiently, and with refusals as sentences.</summary>
internal sealed class ManagementClient(Connection connection, Timeouts timeouts, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan MaxAnswerLength = TimeSpan.FromSeconds(100);

    private readonly HttpClient _http = new(
        new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5), UseProxy = false }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
    private OperatorToken? _token;

    public Connection Connection => connection;

    public Task<JsonElement> Get(Service service, string path, CancellationToken cancellationToken) =>
        Send(service, HttpMethod.Get, path, () => null, Json, MaxAnswerLength, [], cancellationToken);

    /// <param name="notYet">Codes that mean: an event is still on its way, ask again.</param>
    public Task<JsonElement> Post(
        Service service,
        string path,
        object? body,
        CancellationToken cancellationToken,
        params string[] notYet
    ) =>
        Send(
            service,
            HttpMethod.Post,
            path,
            () => body is null ? null : JsonContent.Create(body, options: ManagementJson.Options),
            Json,
            MaxAnswerLength,
            notYet,
            cancellationToken
        );

    /// <summary>Posts, and reads an answer of lines of JSON for as long as they come. When the connection breaks, or ends too early, they begin anew.</summary>
    /// <param name="read">True: that was the last line. What it throws is no outage.</param>
    /// <param name="key">Makes the request the same when it is sent again.</param>
    public Task PostForLines(
        Service service,
        string path,
        object body,
        string key,
        Func<JsonElement, bool> read,
        CancellationToken cancellationToken
    ) =>
        Send(
            service,
            HttpMethod.Post,
            path,
            () => Keyed(JsonContent.Create(body, options: ManagementJson.Options), key),
            async (response, late) =>
            {
                using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(late.Token));
                while (await lines.ReadLineAsync(late.Token) is { } line)
                {
                    try
                    {
                        if (read(JsonElement.Parse(line)))
                            return true;
                    }
                    catch (IOException own)
                    {
                        throw new UsageException(own.Message);
                    }
                    late.CancelAfter(MaxAnswerLength);
                }
                throw new HttpRequestException("it ended its answer too early");
            },
            MaxAnswerLength,
            [],
            cancellationToken
        );

    public Task<JsonElement> Put(Service service, string path, object body, CancellationToken cancellationToken) =>
        Send(
            service,
            HttpMethod.Put,
            path,
            () => JsonContent.Create(body, options: ManagementJson.Options),
            Json,
            MaxAnswerLength,
            [],
            cancellationToken
        );

    /// <summary>Puts bytes, for as long as that takes.</summary>
    public Task<JsonElement> Upload(
        Service service,
        string path,
        Func<HttpContent> body,
        CancellationToken cancellationToken
    ) => Send(service, HttpMethod.Put, path, body, Json, Timeout.InfiniteTimeSpan, [], cancellationToken);

    /// <summary>Gets bytes, for as long as that takes. When the connection breaks, <paramref name="read"/> is called again from the start.</summary>
    public Task Download(
        Service service,
        string path,
        Func<Stream, CancellationToken, Task> read,
        CancellationToken cancellationToken
    ) =>
        Send(
            service,
            HttpMethod.Get,
            path,
            () => null,
            async (response, late) =>
            {
                await using var content = await response.Content.ReadAsStreamAsync(late.Token);
                await read(content, late.Token);
                return true;
            },
            Timeout.InfiniteTimeSpan,
            [],
            cancellationToken
        );

    public Task SignIn(CancellationToken cancellationToken) => Token.Get(cancellationToken);

    public void Dispose()
    {
        _token?.Dispose();
        _http.Dispose();
    }

    private OperatorToken Token => _token ??= new OperatorToken(_http, connection, clock);

    private async Task<T> Send<T>(
        Service service,
        HttpMethod method,
        string path,
        Func<HttpContent?> body,
        Func<HttpResponseMessage, CancellationTokenSource, Task<T>> read,
        TimeSpan limit,
        string[] notYet,
        CancellationToken cancellationToken
    )
    {
        // From the first failure on: a request that failed after a minute has already used that much of the timeout.
        long? failing = null;
        for (var attempt = 0; ; attempt++)
        {
            var waited = failing is { } since ? clock.GetElapsedTime(since) : TimeSpan.Zero;
            try
            {
                return await SendOnce(service, method, path, body(), read, limit, cancellationToken);
            }
            catch (RefusedException refused)
                when (notYet.Contains(refused.Code)
                        ? waited < timeouts.ForEvents
                        : refused.Status == (int)HttpStatusCode.Unauthorized && attempt == 0
                )
            {
                Token.Forget();
            }
            catch (Exception outage) when (outage is HttpRequestException or IOException && waited < timeouts.Limit) { }
            catch (Exception outage) when (outage is HttpRequestException or IOException)
            {
                throw new UnreachableException(
                    $"{service} cannot be asked at {connection.Management[service]}: {outage.Message}. Is the portal running?",
                    outage
                );
            }
            failing ??= clock.GetTimestamp();
            await Task.Delay(Timeouts.PauseAfter(attempt), clock, cancellationToken);
        }
    }

    private async Task<T> SendOnce<T>(
        Service service,
        HttpMethod method,
        string path,
        HttpContent? body,
        Func<HttpResponseMessage, CancellationTokenSource, Task<T>> read,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(connection.Management[service], path))
        {
            Content = body,
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Token.Get(cancellationToken));
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(limit);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, late.Token);
            if (
                response.StatusCode
                is HttpStatusCode.BadGateway
                    or HttpStatusCode.ServiceUnavailable
                    or HttpStatusCode.GatewayTimeout
                    or HttpStatusCode.TooManyRequests
            )
                throw new HttpRequestException($"it answered {(int)response.StatusCode}", null, response.StatusCode);
            if (!response.IsSuccessStatusCode)
                throw await ManagementJson.Refusal(response, late.Token);
            return await read(response, late);
        }
        catch (OperationCanceledException timeout) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer within {limit.TotalSeconds:0} seconds", timeout);
        }
    }

    private static JsonContent Keyed(JsonContent content, string key)
    {
        content.Headers.Add("Idempotency-Key", key);
        return content;
    }

    private static async Task<JsonElement> Json(HttpResponseMessage response, CancellationTokenSource late) =>
        response.StatusCode == HttpStatusCode.NoContent
            ? default
            : await response.Content.ReadFromJsonAsync<JsonElement>(late.Token);
}
