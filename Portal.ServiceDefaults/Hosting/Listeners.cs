using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Portal.ServiceDefaults;

/// <summary>
/// Ports beside the ordinary one, from <c>Listeners:{name}</c>, on the address of <c>ListenerAddresses:{name}</c>. Default: loopback
/// for <see cref="Management"/>, which nobody opens to a network by accident; else where the ordinary one listens. An endpoint answers on the listener that it was mapped for
/// and is a plain 404 on every other, whatever the Host header says.
/// </summary>
public static class Listeners
{
    /// <summary>For operators and other services; never routed by the gateway.</summary>
    public const string Management = "management";

    internal const string Any = "*";
    private const string Ordinary = "";

    internal static void AddListeners(this IHostApplicationBuilder builder)
    {
        if (builder is not WebApplicationBuilder web || Ports(web.Configuration) is not { Count: > 0 } ports)
            return;
        var urls = (web.Configuration[WebHostDefaults.ServerUrlsKey] ?? "http://127.0.0.1:5000").Split(';');
        var host = new UriBuilder(
            urls[0].Replace("*", "0.0.0.0", StringComparison.Ordinal).Replace("+", "0.0.0.0", StringComparison.Ordinal)
        ).Host;
        web.WebHost.UseUrls([.. urls, .. ports.Select(port => $"http://{HostOf(port.Value)}:{port.Key}")]);

        string HostOf(string listener) =>
            web.Configuration[$"ListenerAddresses:{listener}"] ?? (listener == Management ? "localhost" : host);
    }

    /// <summary>Moves an endpoint, or a group of them, to the listener named <paramref name="listener"/>.</summary>
    public static TBuilder OnListener<TBuilder>(this TBuilder endpoint, string listener)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ListenerName(listener));

    internal static void UseListeners(this WebApplication app)
    {
        var ports = Ports(app.Configuration);
        app.Use(
            async (http, next) =>
            {
                var wanted = http.GetEndpoint()?.Metadata.GetMetadata<ListenerName>()?.Name ?? Ordinary;
                var actual = ports.GetValueOrDefault(http.Connection.LocalPort, Ordinary);
                if (wanted == Any || wanted == actual)
                    await next(http);
                else
                    http.Response.StatusCode = StatusCodes.Status404NotFound;
            }
        );
    }

    private static Dictionary<int, string> Ports(IConfiguration configuration) =>
        configuration
            .GetSection("Listeners")
            .GetChildren()
            .ToDictionary(
                section => int.Parse(section.Value!, CultureInfo.InvariantCulture),
                section => section.Key.ToLowerInvariant()
            );

    private sealed record ListenerName(string Name);
}
