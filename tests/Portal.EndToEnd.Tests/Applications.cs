[assembly: AssemblyFixture(typeof(PortalApp))]
// Two applications on few cores would measure each other.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Portal.EndToEnd.Tests;

/// <summary>A second application, with two replicas of Activation: for tests that need them, and for those that kill.</summary>
public sealed class ReplicatedPortal : IAsyncLifetime
{
    private PortalApp? _app;

    private Subscriber? _subscriber;

    public PortalApp App => _app ?? throw NotStarted();

    /// <summary>
    /// Hears of every activation from the start: a queue that RabbitMQ 3.10 made less than a second before it is killed comes
    /// back without a leader (docs/operations.md), which is not what is tested here.
    /// </summary>
    public Subscriber Subscriber => _subscriber ?? throw NotStarted();

    public async ValueTask InitializeAsync()
    {
        // Sequences of licenses are told in License's place, which would not know them when a killed replica reads everything.
        Environment.SetEnvironmentVariable("Reconciliation__EverythingAfter", "1.00:00:00");
        _app = await PortalApp.StartAsync("--replicas", "activation=2");
        _subscriber = await Subscriber.To(
            _app,
            "portal.activations.v1.activation-created",
            "portal.activations.v1.activation-deactivated"
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_subscriber is not null)
            await _subscriber.DisposeAsync();
        if (_app is not null)
            await _app.DisposeAsync();
    }

    private static InvalidOperationException NotStarted() => new("The application has not been started.");
}

[CollectionDefinition(Name)]
public sealed class Replicated : ICollectionFixture<ReplicatedPortal>
{
    public const string Name = "two replicas of Activation";
}
