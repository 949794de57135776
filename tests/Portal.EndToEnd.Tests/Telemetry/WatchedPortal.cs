using System.Diagnostics;
using Portal.Testing.Otlp;

namespace Portal.EndToEnd.Tests.Telemetry;

/// <summary>An application of its own whose services send their telemetry to a receiver in this process.</summary>
public sealed class WatchedPortal : IAsyncLifetime
{
    // Off by default; without them an activation that works logs nothing.
    private const string RequestLines = "Logging__LogLevel__Microsoft.AspNetCore.Hosting.Diagnostics";

    private OtlpReceiver? _receiver;
    private PortalApp? _app;

    public OtlpReceiver Receiver => _receiver ?? throw NotStarted();

    public PortalApp App => _app ?? throw NotStarted();

    /// <summary>How many were begun by <see cref="SignIn"/>.</summary>
    public int Sessions { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _receiver = await OtlpReceiver.StartAsync();
        // The AppHost hands its own environment on.
        Dictionary<string, string> environment = new(_receiver.Environment) { [RequestLines] = "Information" };
        foreach (var (name, value) in environment)
            Environment.SetEnvironmentVariable(name, value);
        try
        {
            _app = await PortalApp.StartAsync();
        }
        finally
        {
            foreach (var name in environment.Keys)
                Environment.SetEnvironmentVariable(name, null);
        }
    }

    public async Task<SignedIn> SignIn(Catalogue.Member member)
    {
        var customer = await new Catalogue(App).SignIn(member);
        Sessions++;
        return customer;
    }

    /// <summary>Requests carry the id of this trace until it is disposed of.</summary>
    public static Activity BeginTrace()
    {
        var trace = new Activity("test") { ActivityTraceFlags = ActivityTraceFlags.Recorded };
        return trace.SetIdFormat(ActivityIdFormat.W3C).Start();
    }

    /// <summary>The spans of a trace, when <paramref name="isWhole"/> says that none is missing.</summary>
    public Task<List<Span>> Spans(Activity trace, Predicate<List<Span>> isWhole) =>
        Eventually.Get(
            () =>
            {
                var spans = Receiver.Spans.Where(span => span.TraceId == trace.TraceId.ToString()).ToList();
                return Task.FromResult(isWhole(spans) ? spans : null);
            },
            "the whole trace arrives"
        );

    /// <summary>The last value of a service's meter that arrived.</summary>
    public double? Value(string service, string name, string? tag = null, string? tagValue = null) =>
        Receiver
            .Measurements.LastOrDefault(point =>
                point.Service == service
                && point.Name == name
                && (tag is null || point.Tags.GetValueOrDefault(tag) == tagValue)
            )
            ?.Value;

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        if (_receiver is not null)
            await _receiver.DisposeAsync();
    }

    private static InvalidOperationException NotStarted() => new("The application has not been started.");
}

[CollectionDefinition(Name)]
public sealed class Watched : ICollectionFixture<WatchedPortal>
{
    public const string Name = "services that send telemetry";
}
