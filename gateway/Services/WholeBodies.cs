using Yarp.ReverseProxy.Forwarder;

namespace Portal.Gateway.Services;

/// <summary>
/// A small body is read before a service is bothered with it, and leaves together with its header. YARP sends the header alone
/// first: one more write here and one more read there. A slow client occupies no connection to a service.
/// </summary>
internal static class WholeBodies
{
    public const int Max = 64 * 1024;

    public static void UseWholeBodies(this IReverseProxyApplicationBuilder proxy) =>
        proxy.Use(
            async (http, next) =>
            {
                if (http.Request.ContentLength is > 0 and <= Max)
                {
                    var body = new byte[(int)http.Request.ContentLength];
                    await http.Request.Body.ReadExactlyAsync(body, http.RequestAborted);
                    http.Request.Body = new MemoryStream(body, writable: false);
                }
                await next(http);
            }
        );
}

internal sealed class InOneWrite : ForwarderHttpClientFactory
{
    protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler) =>
        new Handler(base.WrapHandler(context, handler));

    private sealed class Handler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            if (request.Content is { Headers.ContentLength: > 0 and <= WholeBodies.Max } body)
                await body.LoadIntoBufferAsync(WholeBodies.Max, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
