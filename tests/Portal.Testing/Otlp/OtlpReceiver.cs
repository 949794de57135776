using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Portal.Testing.Otlp;

/// <summary>Takes what services send over OTLP (http/protobuf) and keeps it for a test to look at.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<Span> _spans = [];
    private readonly ConcurrentQueue<LogLine> _lines = [];
    private readonly ConcurrentQueue<Measurement> _measurements = [];

    private OtlpReceiver(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        _server = builder.Build();
        _server.MapPost("/v1/traces", http => Keep(http, Signals.Spans, _spans));
        _server.MapPost("/v1/logs", http => Keep(http, Signals.LogLines, _lines));
        _server.MapPost("/v1/metrics", http => Keep(http, Signals.Measurements, _measurements));
        Address = new Uri($"http://127.0.0.1:{port}");
    }

    public Uri Address { get; }

    public IReadOnlyCollection<Span> Spans => _spans;
    public IReadOnlyCollection<LogLine> LogLines => _lines;

    /// <summary>Every data point in the order of arrival: the last one of a counter is its present value.</summary>
    public IReadOnlyCollection<Measurement> Measurements => _measurements;

    /// <summary>The environment of a service that sends everything here, and soon.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
        };

    public static async Task<OtlpReceiver> StartAsync()
    {
        while (true)
        {
            // Not one of the ephemeral ports, which any connection may take meanwhile.
            var receiver = new OtlpReceiver(Random.Shared.Next(10_000, 32_768));
            try
            {
                await receiver._server.StartAsync();
                return receiver;
            }
            catch (IOException)
            {
                await receiver.DisposeAsync();
            }
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task Keep<T>(HttpContext http, Func<WireMessage, IEnumerable<T>> read, ConcurrentQueue<T> kept)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        foreach (var one in read(new WireMessage(body.ToArray())))
            kept.Enqueue(one);
        // An empty message, encoded: everything was taken.
        http.Response.ContentType = "application/x-protobuf";
    }
}
