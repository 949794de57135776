using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Portal.Bench.Licensing;

/// <summary>What a process like ours could do at best on this machine, each in a process of its own: a constant answer of Kestrel, and the same through YARP.</summary>
internal sealed class References : IDisposable
{
    private readonly Process _constant,
        _proxy;

    private References(Process constant, Process proxy, Uri constantAddress, Uri proxyAddress) =>
        (_constant, _proxy, Constant, Proxied) = (constant, proxy, constantAddress, proxyAddress);

    public Uri Constant { get; }
    public Uri Proxied { get; }

    public static async Task<References> Start()
    {
        var (constant, proxy) = (FreePort(), FreePort());
        var references = new References(
            Self("serve-constant", Port(constant)),
            Self("serve-proxy", Port(proxy), Port(constant)),
            Local(constant),
            Local(proxy)
        );
        using var http = new HttpClient();
        foreach (var address in (Uri[])[references.Constant, references.Proxied])
            await Eventually.Is(() => Answers(http, address), "the reference answers");
        return references;
    }

    public static Task ServeConstant(int port)
    {
        var app = Bare(port).Build();
        var answer = new
        {
            valid = true,
            code = "VALID",
            detail = new string('x', 220),
            issuedAt = DateTimeOffset.UnixEpoch,
        };
        app.MapMethods("/", ["GET", "POST"], Ok<object> () => TypedResults.Ok<object>(answer));
        return app.RunAsync();
    }

    public static Task ServeProxy(int port, int target)
    {
        var builder = Bare(port);
        builder.Services.AddHttpForwarder();
        var app = builder.Build();
        app.MapForwarder(
            "/{**rest}",
            $"http://127.0.0.1:{target}",
            new ForwarderRequestConfig { Version = HttpVersion.Version11 }
        );
        return app.RunAsync();
    }

    public void Dispose()
    {
        foreach (var process in (Process[])[_constant, _proxy])
        {
            process.Kill();
            process.Dispose();
        }
    }

    private static WebApplicationBuilder Bare(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        return builder;
    }

    private static Process Self(params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Portal.Bench.dll"), .. arguments])
            {
                Environment = { ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0" },
            }
        )!;

    private static async Task<bool> Answers(HttpClient http, Uri address)
    {
        try
        {
            using var response = await http.GetAsync(address);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Port(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static Uri Local(int port) => new($"http://127.0.0.1:{port}/");
}
