namespace Portal.Embedded.Hosting.Data;

/// <summary>DATA/endpoints.json: where everything is. It exists exactly as long as everything is up.</summary>
internal sealed record EndpointsFile(
    string? PublicUrl,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> Resources,
    IReadOnlyDictionary<string, string> ConnectionStrings,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyDictionary<string, IReadOnlyList<int>> Pids)
{
    public const string Name = "endpoints.json";
}
