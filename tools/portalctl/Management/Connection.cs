using System.Text.Json;

namespace Portal.Ctl.Management;

internal enum Service { Identity, License, Activation, Download }

/// <summary>Where the management listeners and the token endpoint are, and the operator's secret.</summary>
internal sealed record Connection(Uri TokenAddress, IReadOnlyDictionary<Service, Uri> Management, string Secret)
{
    public const string ClientId = "portal-operator";
    public const string Scope = "portal.management";
    private const string SecretVariable = "Clients__operator";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="data">The data folder of a running copy. Null: the environment if it names the services, else <c>.portal</c>.</param>
    public static Connection Find(string? data) =>
        data is null && Environment.GetEnvironmentVariable(SecretVariable) is { Length: > 0 } secret
            ? From((service, listener) => Environment.GetEnvironmentVariable($"services__{service}__{listener}__0"), secret, "The environment")
            : FromFile(Path.Combine(data ?? ".portal", "endpoints.json"));

    private static Connection FromFile(string file)
    {
        try
        {
            var copy = JsonSerializer.Deserialize<Endpoints>(File.ReadAllBytes(file), Json)!;
            return From(
                (service, listener) => copy.Resources.GetValueOrDefault(service)?.GetValueOrDefault(listener)?.FirstOrDefault(),
                copy.Parameters.GetValueOrDefault("operator-secret") ?? throw new UnreachableException($"{file} has no parameter operator-secret."), file);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnreachableException($"There is no {file}. Start the portal with ./portal run, or name the data folder of a running copy with --data.");
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new UnreachableException($"{file} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private static Connection From(Func<string, string, string?> addressOf, string secret, string source)
    {
        return new(
            new Uri(Address("identity", "http"), "/identity/connect/token"),
            Enum.GetValues<Service>().ToDictionary(service => service, service => Address(service.ToString().ToLowerInvariant(), "management")),
            secret);

        Uri Address(string service, string listener) => Uri.TryCreate(addressOf(service, listener), UriKind.Absolute, out var address)
            ? address
            : throw new UnreachableException($"{source} names no {listener} address of {service}.");
    }

    private sealed record Endpoints(Dictionary<string, Dictionary<string, string[]>> Resources, Dictionary<string, string> Parameters);
}
