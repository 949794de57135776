using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication;

namespace Portal.Gateway.Sessions;

/// <summary>Puts the access token of the present session on what a page asks a service.</summary>
internal sealed class SessionTokenHandler(IHttpContextAccessor current) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (
            current.HttpContext is { } http
            && await http.GetTokenAsync(SessionCookie.Scheme, "access_token") is { } token
        )
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await base.SendAsync(request, cancellationToken);
    }
}
