using Portal.Testing.Otlp;

namespace Portal.EndToEnd.Tests.Telemetry;

/// <summary>An application of its own whose services send their telemetry to a receiver in this process.</summary>
public sealed class WatchedPortal : IAsyncLifetime
{
    private OtlpReceiver? _receiver;
    private PortalApp? _app;

    public OtlpReceiver Receiver => _receiver ?? throw NotStarted();

    public PortalApp App => _app ?? throw NotStarted();

    public async ValueTask InitializeAsync()
    {
        _receiver = await OtlpReceiver.StartAsync();
        // Services inherit the environment of the process that starts them.
        foreach (var (name, value) in _receiver.Environment)
            Environment.SetEnvironmentVariable(name, value);
        try
        {
            _app = await PortalApp.StartAsync();
        }
        finally
        {
            foreach (var name in _receiver.Environment.Keys)
                Environment.SetEnvironmentVariable(name, null);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        if (_receiver is not null)
            await _receiver.DisposeAsync();
    }

    private static InvalidOperationException NotStarted() => new("The application has not been started.");
}
