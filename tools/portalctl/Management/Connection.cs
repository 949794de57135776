using System.Text.Json;

namespace Portal.Ctl.Management;

internal enum Service
{
    Identity,
    License,
    Activation,
    Download,
}

/// <summary>Where the management listeners and the token endpoint are, and the operator's credentials.</summary>
internal sealed record Connection(
    Uri TokenAddress,
    IReadOnlyDictionary<Service, Uri> Management,
    string Secret,
    string ClientId = Connection.OperatorsClient
)
{
    public const string OperatorsClient = "portal-operator";
    public const string Scope = "portal.management";
    private const string SecretVariable = "Clients__operator",
        DefaultDataVariable = "PORTALCTL_DATA";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="data">
    /// The data folder of a running copy. Null: the environment if it names the services, else the login, else the copy that
    /// <c>PORTALCTL_DATA</c> names, else <c>.portal</c>.
    /// </param>
    public static Connection Find(string? data)
    {
        if (data is not null)
            return OfCopy(data);
        if (Environment.GetEnvironmentVariable(SecretVariable) is { Length: > 0 } secret)
            return From(
                (service, listener) => Environment.GetEnvironmentVariable($"services__{service}__{listener}__0"),
                secret,
                "The environment"
            );
        return Login.ReadIfAny()?.ToConnection() ?? OfCopy(FolderOfCopy(null));
    }

    /// <summary>The data folder of the copy on this machine.</summary>
    public static string FolderOfCopy(string? data) =>
        data ?? (Environment.GetEnvironmentVariable(DefaultDataVariable) is { Length: > 0 } copy ? copy : ".portal");

    private static Connection OfCopy(string data)
    {
        var file = Path.Combine(data, "endpoints.json");
        try
        {
            var copy = JsonSerializer.Deserialize<Endpoints>(File.ReadAllBytes(file), Json)!;
            return From(
                (service, listener) =>
                    copy.Resources.GetValueOrDefault(service)?.GetValueOrDefault(listener)?.FirstOrDefault(),
                copy.Parameters.GetValueOrDefault("operator-secret")
                    ?? throw new UnreachableException($"{file} has no parameter operator-secret."),
                file
            );
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnreachableException(
                $"There is no {file}. Start the portal with ./portal run, name the data folder of a running copy with --data, or sign in to a portal elsewhere with portalctl login."
            );
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
            Enum.GetValues<Service>()
                .ToDictionary(
                    service => service,
                    service => Address(service.ToString().ToLowerInvariant(), "management")
                ),
            secret
        );

        Uri Address(string service, string listener) =>
            Uri.TryCreate(addressOf(service, listener), UriKind.Absolute, out var address)
                ? address
                : throw new UnreachableException($"{source} names no {listener} address of {service}.");
    }

    private sealed record Endpoints(
        Dictionary<string, Dictionary<string, string[]>> Resources,
        Dictionary<string, string> Parameters
    );
}
