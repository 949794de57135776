using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Portal.Gateway.Tests;

/// <summary>A service that says what it was asked.</summary>
internal sealed class Echo : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Echo(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public ConcurrentQueue<(string Path, IHeaderDictionary Headers, string Body)> Requests { get; } = [];

    public static async Task<Echo> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var echo = new Echo(app);
        app.MapGet("/health", () => "Healthy");
        app.MapFallback("{**path}", async http =>
        {
            using var body = new StreamReader(http.Request.Body);
            echo.Requests.Enqueue(
                (
                    http.Request.Path,
                    new HeaderDictionary(http.Request.Headers.ToDictionary()),
                    await body.ReadToEndAsync()
                )
            );
            await http.Response.WriteAsJsonAsync(new { path = http.Request.Path.Value });
        });
        await app.StartAsync();
        return echo;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
