using Yarp.ReverseProxy.Forwarder;

namespace Portal.Gateway.Services;

/// <summary>
/// Retries a request once, on another replica, when the first failed: if it changes nothing, or if no connection could be opened,
/// so that neither the request nor its body was sent.
/// </summary>
internal static class RetryOnOtherReplica
{
    public static void UseSecondReplica(this IReverseProxyApplicationBuilder proxy) =>
        proxy.Use(
            async (http, next) =>
            {
                await next(http);
                if (
                    http.GetForwarderErrorFeature() is not { Error: ForwarderError.Request } error
                    || http.Response.HasStarted
                    || !MayGoAgain(http.Request, error)
                )
                    return;
                var route = http.GetReverseProxyFeature();
                var others = route.AllDestinations.Where(replica => replica != route.ProxiedDestination).ToList();
                if (others.Count == 0)
                    return;
                route.AvailableDestinations = others;
                http.Features.Set<IForwarderErrorFeature>(null);
                http.Response.Clear();
                await next(http);
            }
        );

    private static bool MayGoAgain(HttpRequest request, IForwarderErrorFeature error) =>
        HttpMethods.IsGet(request.Method)
        || HttpMethods.IsHead(request.Method)
        || error.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };
}
