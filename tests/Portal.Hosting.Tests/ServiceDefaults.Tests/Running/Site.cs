using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Portal.Messaging;

namespace Portal.ServiceDefaults.Tests.Running;

/// <summary>A service without a database, on an ordinary and a management listener.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Site(WebApplication app, int management)
    {
        _app = app;
        var addresses = app
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Select(address => new Uri(address))
            .ToList();
        Ordinary = new HttpClient { BaseAddress = addresses.Single(address => address.Port != management) };
        Management = new HttpClient { BaseAddress = addresses.Single(address => address.Port == management) };
    }

    public HttpClient Ordinary { get; }
    public HttpClient Management { get; }

    /// <param name="authenticates">With the bearer tokens of <see cref="Tokens"/>.</param>
    /// <param name="urls">Where its ordinary listener is.</param>
    public static async Task<Site> Started(
        Action<WebApplication> map,
        bool authenticates = false,
        string urls = "http://127.0.0.1:0",
        params string[] more
    )
    {
        var management = FreePort();
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                EnvironmentName = Environments.Production,
                Args =
                [
                    "--urls",
                    urls,
                    "--Listeners:management",
                    $"{management}",
                    "--Portal:PublicUrl",
                    Tokens.PublicUrl,
                    .. more,
                ],
            }
        );
        builder.AddServiceDefaults();
        builder.Services.AddConflicts();
        builder.Logging.ClearProviders();
        if (authenticates)
        {
            var keys = new OpenIdConnectConfiguration { Issuer = Tokens.Issuer, SigningKeys = { Tokens.Key } };
            builder.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
                options.ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(keys)
            );
            builder.AddBearerAuthentication();
        }
        var app = builder.Build();
        app.MapDefaultEndpoints();
        map(app);
        await app.StartAsync();
        return new Site(app, management);
    }

    public static async Task<HttpStatusCode> Status(
        HttpClient listener,
        string path,
        string? token = null,
        string? host = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Host = host;
        using var response = await listener.SendAsync(request);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        Ordinary.Dispose();
        Management.Dispose();
        await _app.DisposeAsync();
    }

    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(10_000, 32_768);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException) { }
        }
    }
}
