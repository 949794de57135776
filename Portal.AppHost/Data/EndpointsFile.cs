using System.Text.Json;

namespace Portal.AppHost.Data;

/// <summary>DATA/endpoints.json: where everything is. It exists exactly as long as everything is up.</summary>
/// <param name="Resources">By service and listener the addresses, one for each replica.</param>
/// <param name="BrokerCommand">rabbitmqctl against the running broker, to be followed by its arguments.</param>
/// <param name="Pids">By service or server the process ids, one for each replica that runs.</param>
internal sealed record EndpointsFile(
    string PublicUrl,
    string? Dashboard,
    IReadOnlyDictionary<string, Dictionary<string, List<string>>> Resources,
    IReadOnlyDictionary<string, string?> ConnectionStrings,
    IReadOnlyDictionary<string, string?> Parameters,
    IReadOnlyList<string> BrokerCommand,
    IReadOnlyDictionary<string, List<int>> Pids
)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string In(DataFolder data) => data.Path("endpoints.json");

    public void Write(DataFolder data) => OwnersFile.Write(In(data), this, Options);
}
