using Microsoft.Extensions.Configuration;

namespace Portal.AppHost;

/// <summary>What the command line chooses: <c>--port 8080 --data .portal --demo true --replicas license=2,activation=3 --rsa-bits 4096</c>.</summary>
internal sealed record Settings(int Port, string Data, bool Demo, IReadOnlyDictionary<string, int> ReplicasByService, string? RsaBits)
{
    public static Settings From(IConfiguration configuration) => new(
        configuration.GetValue("port", 8080),
        Path.GetFullPath(configuration["data"] ?? ".portal"),
        configuration.GetValue("demo", true),
        (configuration["replicas"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => int.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture)),
        configuration["rsa-bits"]);

    public string DemoCatalogue { get; } = Path.GetFullPath("samples/demo");
    public string DemoFile => Path.Combine(Data, "demo.json");
    public int Replicas(string service) => ReplicasByService.GetValueOrDefault(service, 1);

    /// <summary>What every service needs to check a token and to write a link: the portal's public address.</summary>
    public void Service(EnvironmentCallbackContext context) => context.EnvironmentVariables["Portal__PublicUrl"] = $"http://localhost:{Port}";

    public void Identity(EnvironmentCallbackContext context)
    {
        Service(context);
        context.EnvironmentVariables["Keys__Path"] = Path.Combine(Data, "keys");
    }

    public void Signing(EnvironmentCallbackContext context)
    {
        context.EnvironmentVariables["Keys__Path"] = Path.Combine(Data, "signing");
        if (RsaBits is not null)
            context.EnvironmentVariables["KeyManager__KeySize"] = RsaBits;
    }

    public void Files(EnvironmentCallbackContext context) => context.EnvironmentVariables["Storage__Path"] = Path.Combine(Data, "files");
}
