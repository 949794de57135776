using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Portal.Web.Tests;

/// <summary>Stands in for the four services: answers by method and path, and remembers what was asked.</summary>
internal sealed class CannedServices : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, Func<HttpResponseMessage>> _answers = new();

    public ConcurrentQueue<string> Asked { get; } = new();

    public CannedServices Answer(string request, object body, HttpStatusCode status = HttpStatusCode.OK)
    {
        var json = JsonSerializer.Serialize(body, JsonSerializerOptions.Web);
        var type = (int)status < 400 ? "application/json" : "application/problem+json";
        _answers[request] = () =>
            new HttpResponseMessage(status) { Content = new StringContent(json, Encoding.UTF8, type) };
        return this;
    }

    public CannedServices Refuse(
        string request,
        HttpStatusCode status,
        string code,
        string detail,
        Guid? artifactId = null
    ) =>
        Answer(
            request,
            new
            {
                type = $"urn:portal:problem:{code}",
                detail,
                status = (int)status,
                code,
                traceId = "4bf92f3577b34da6",
                artifactId,
            },
            status
        );

    public CannedServices Fail(string request, Exception failure)
    {
        _answers[request] = () => throw failure;
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        await Task.Yield(); // a service never answers at once
        Asked.Enqueue($"{request.Method} {request.RequestUri!.PathAndQuery}");
        var answer = _answers.GetValueOrDefault($"{request.Method} {request.RequestUri.AbsolutePath}")
            ?? throw new HttpRequestException($"Nobody answers {request.Method} {request.RequestUri}.");
        return answer();
    }
}
