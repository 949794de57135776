using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Polly;

namespace Portal.Web.Clients;

/// <summary>One way to ask a service: a value, its refusal, or "cannot be reached"; never an exception for these.</summary>
public abstract class ServiceClient(HttpClient http)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    protected Task<Answer<T>> Get<T>(string path, CancellationToken cancellationToken)
        where T : class => Send<T>(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>A body that is passed on as it comes.</summary>
    protected Task<Answer<File>> GetFile(string path, CancellationToken cancellationToken) =>
        Send(
            HttpMethod.Get,
            path,
            null,
            async response => new File(
                await response.Content.ReadAsStreamAsync(cancellationToken),
                response.Content.Headers.ContentType?.ToString(),
                response.Content.Headers.ContentDisposition?.FileName?.Trim('"')
            ),
            disposes: false,
            cancellationToken
        );

    protected Task<Answer<T>> Post<T>(string path, object? body, CancellationToken cancellationToken)
        where T : class => Send<T>(HttpMethod.Post, path, body, cancellationToken);

    protected Task<Answer<T>> Put<T>(string path, object body, CancellationToken cancellationToken)
        where T : class => Send<T>(HttpMethod.Put, path, body, cancellationToken);

    /// <summary>For what answers 204.</summary>
    protected Task<Answer<Done>> Delete(string path, CancellationToken cancellationToken) =>
        Send(HttpMethod.Delete, path, null, _ => Task.FromResult<Done?>(new Done()), disposes: true, cancellationToken);

    private Task<Answer<T>> Send<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
        where T : class =>
        Send(
            method,
            path,
            body,
            response => response.Content.ReadFromJsonAsync<T>(Json, cancellationToken),
            disposes: true,
            cancellationToken
        );

    private async Task<Answer<T>> Send<T>(
        HttpMethod method,
        string path,
        object? body,
        Func<HttpResponseMessage, Task<T?>> read,
        bool disposes,
        CancellationToken cancellationToken
    )
        where T : class
    {
        HttpResponseMessage? response = null;
        try
        {
            using var request = new HttpRequestMessage(method, path)
            {
                Content = body is null ? null : JsonContent.Create(body, options: Json),
            };
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
                throw new SignInRequiredException();
            if (!response.IsSuccessStatusCode)
                return await ProblemOf(response, cancellationToken);
            return await read(response) is { } value ? value : Problem.Unreachable;
        }
        catch (Exception e) when (IsOutage(e) && !cancellationToken.IsCancellationRequested)
        {
            return Problem.Unreachable;
        }
        finally
        {
            if (disposes)
                response?.Dispose();
        }
    }

    private static async Task<Problem> ProblemOf(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (
            response.StatusCode
            is HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout
        )
            return Problem.Unreachable;
        var status = (int)response.StatusCode;
        if (
            response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) is true
            && await response.Content.ReadFromJsonAsync<Problem>(Json, cancellationToken)
                is { Detail.Length: > 0 } problem
        )
            return problem with { Status = status };
        return new Problem(
            status == 404 ? "This does not exist." : "This did not work. Try again in a minute.",
            status
        );
    }

    private static bool IsOutage(Exception e) =>
        e
            is HttpRequestException
                or OperationCanceledException
                or ExecutionRejectedException
                or JsonException
                or IOException;
}
