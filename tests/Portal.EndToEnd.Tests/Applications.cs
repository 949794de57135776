using Portal.EndToEnd.Tests.Pages;

[assembly: AssemblyFixture(typeof(PortalApp))]
[assembly: AssemblyFixture(typeof(Chromium))]
// Two applications on few cores would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Portal.EndToEnd.Tests;

/// <summary>A second application, with two replicas of Activation: for tests that need them, and for those that kill.</summary>
public sealed class ReplicatedPortal : IAsyncLifetime
{
    private PortalApp? _app;

    public PortalApp App => _app ?? throw new InvalidOperationException("The application has not been started.");

    public async ValueTask InitializeAsync() => _app = await PortalApp.StartAsync("--replicas", "activation=2");

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;
}

[CollectionDefinition(Name)]
public sealed class Replicated : ICollectionFixture<ReplicatedPortal>
{
    public const string Name = "two replicas of Activation";
}
