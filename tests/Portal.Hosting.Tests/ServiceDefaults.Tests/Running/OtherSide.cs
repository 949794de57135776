using System.Collections.Concurrent;
using System.Net;

namespace Portal.ServiceDefaults.Tests.Running;

/// <summary>The other side of an HttpClient: answers as it is told to, or is away.</summary>
internal sealed class OtherSide(Func<HttpRequestMessage, HttpResponseMessage> answer)
    : HttpMessageHandler,
        IHttpClientFactory
{
    public OtherSide()
        : this(_ => new HttpResponseMessage(HttpStatusCode.OK)) { }

    public sealed record Seen(HttpMethod Method, Uri Address, string? Authorization, string Body);

    public ConcurrentQueue<Seen> Requests { get; } = [];

    /// <summary>Called when an answer has been made.</summary>
    public Action<Seen>? Answered { get; set; }

    /// <summary>Null: it answers.</summary>
    public Exception? Outage { get; set; }

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var seen = new Seen(request.Method, request.RequestUri!, request.Headers.Authorization?.ToString(), body);
        Requests.Enqueue(seen);
        if (Outage is not null)
            throw Outage;
        var response = answer(request);
        response.RequestMessage = request;
        Answered?.Invoke(seen);
        return response;
    }
}
