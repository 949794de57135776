namespace Portal.Testing;

/// <summary>What the embedded engine does in its own way, and what only it can do.</summary>
public sealed partial class PortalApp
{
    private static readonly string[] EngineArguments = [];

    public Task<string> Parameter(string name) => Task.FromResult(App.GetParameter(name));

    public IReadOnlyList<int> ProcessIds(string resource) => App.GetProcessIds(resource);

    /// <summary>Kills one process of a service or server and ends when the engine has noticed; <see cref="WaitUntilHealthy"/> sees it back.</summary>
    public Task Kill9(string resource, int replica = 0) => App.KillAsync(resource, replica).WaitAsync(Patience);
}

internal static class EngineExtensions
{
    /// <summary>The data folder already keeps this application apart from others.</summary>
    public static void KeepApart(this DistributedApplicationTestingBuilder builder) => ArgumentNullException.ThrowIfNull(builder);
}
