using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Portal.Gateway.Sessions;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Portal.Gateway.Services;

/// <summary>
/// Cookie in, bearer out. X-Forwarded-* are always written here: what came from outside is nobody's word.
/// </summary>
internal static class RequestTransforms
{
    public static void Apply(TransformBuilderContext context)
    {
        context.AddXForwarded(ForwardedTransformActions.Set);
        context.AddRequestHeaderRemove("Forwarded");
        if (context.Route.RouteId == ServiceRoutes.Identity)
        {
            context.AddRequestTransform(KeepIdentityCookies);
            return;
        }
        context.AddRequestHeaderRemove("Cookie");
        if (context.Route.RouteId == ServiceRoutes.Licensing)
            context.AddRequestTransform(KeepTarget);
        if (ServiceRoutes.IsApi(context.Route))
            context.AddRequestTransform(PutTokenOn);
    }

    /// <summary>Path and query go on byte for byte: licensing answers are signed over the question as it was sent.</summary>
    private static ValueTask KeepTarget(RequestTransformContext context)
    {
        var target = context.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target.StartsWith('/'))
            context.ProxyRequest.RequestUri = new Uri(
                context.DestinationPrefix.TrimEnd('/') + target,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
            );
        return ValueTask.CompletedTask;
    }

    private static async ValueTask PutTokenOn(RequestTransformContext context)
    {
        var token = await context.HttpContext.GetTokenAsync(SessionCookie.Scheme, "access_token");
        context.ProxyRequest.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    private static ValueTask KeepIdentityCookies(RequestTransformContext context)
    {
        var theirs = context
            .HttpContext.Request.Headers.Cookie.ToString()
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(cookie => !IsOurs(cookie));
        context.ProxyRequest.Headers.Remove("Cookie");
        if (string.Join("; ", theirs) is { Length: > 0 } header)
            context.ProxyRequest.Headers.Add("Cookie", header);
        return ValueTask.CompletedTask;
    }

    private static bool IsOurs(string cookie) =>
        cookie.StartsWith(SessionCookie.Name, StringComparison.Ordinal)
        || cookie.StartsWith("gateway-", StringComparison.Ordinal);
}
