using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Portal.ServiceDefaults;

/// <summary>HEAD is GET without a body (RFC 9110, section 9.3.2), for everything that answers GET.</summary>
public static class HeadRequests
{
    /// <summary>
    /// Before routing, which looks for an endpoint that answers GET. The endpoint sees HEAD again, so that files are not read and
    /// proxies do not fetch a body; Kestrel sends none, whatever the endpoint writes.
    /// </summary>
    public static void UseHead(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                if (HttpMethods.IsHead(http.Request.Method))
                {
                    http.Request.Method = HttpMethods.Get;
                    http.Features.Set<IEndpointFeature>(new HeadAgainAfterRouting(http.Request));
                }
                return next(http);
            }
        );

    private sealed class HeadAgainAfterRouting(HttpRequest request) : IEndpointFeature
    {
        public Endpoint? Endpoint
        {
            get;
            set
            {
                field = value;
                request.Method = HttpMethods.Head;
            }
        }
    }
}
