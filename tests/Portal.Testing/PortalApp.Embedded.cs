using System.Text.Json.Nodes;

namespace Portal.Testing;

/// <summary>What the embedded engine does in its own way, and what only it can do.</summary>
public sealed partial class PortalApp
{
    private static readonly string[] EngineArguments = [];

    private JsonNode? _joined;

    public Task<string> Parameter(string name) => Task.FromResult(Joined("parameters", name) ?? App.GetParameter(name));

    public IReadOnlyList<int> ProcessIds(string resource) => App.GetProcessIds(resource);

    /// <summary>Kills one process of a service or server and ends when the engine has noticed; <see cref="WaitUntilHealthy"/> sees it back.</summary>
    public Task Kill9(string resource, int replica = 0) => App.KillAsync(resource, replica).WaitAsync(Patience);

    /// <summary>True if there is an application for all test projects: its data folder is in PORTAL_TESTS_SHARE.</summary>
    private async Task<bool> Join()
    {
        if (Environment.GetEnvironmentVariable("PORTAL_TESTS_SHARE") is not { Length: > 0 } data)
            return false;
        _data = data;
        _joined = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(data, "endpoints.json")));
        return true;
    }

    private string? Joined(string kind, string name) => (string?)_joined?[kind]?[name];

    private Uri? JoinedAddress(string resource, string endpoint) => (string?)_joined?["resources"]?[resource]?[endpoint]?[0] is { } address ? new(address) : null;
}

internal static class EngineExtensions
{
    /// <summary>The data folder already keeps this application apart from others.</summary>
    public static void KeepApart(this DistributedApplicationTestingBuilder builder) => ArgumentNullException.ThrowIfNull(builder);
}
