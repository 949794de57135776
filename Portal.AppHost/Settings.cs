using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Portal.AppHost;

/// <summary>
/// What the command line chooses:
/// <c>--port 8080 --data .portal --fresh true --demo true --replicas license=2,activation=3 --servers native
/// --dashboard-port 18888 --dashboard true --rsa-bits 4096</c>.
/// </summary>
/// <param name="RsaBits">Size of the KeyManager API's keys for new products; the service's default if null.</param>
internal sealed record Settings(
    int Port,
    string Data,
    bool Fresh,
    bool Demo,
    IReadOnlyDictionary<string, int> ReplicasByService,
    bool Containers,
    bool Dashboard,
    int DashboardPort,
    string? RsaBits
)
{
    private static readonly string[] Replicable =
    [
        Resources.Identity,
        Resources.License,
        Resources.Activation,
        Resources.Download,
    ];

    /// <exception cref="StartFailedException">A value that is none.</exception>
    public static Settings From(string[] args)
    {
        var line = new ConfigurationBuilder().AddCommandLine(args).Build();
        return new(
            Number(line, "port", 8080),
            Path.GetFullPath(line["data"] ?? ".portal"),
            Switch(line, "fresh", false),
            Switch(line, "demo", true),
            Replicas(line["replicas"] ?? ""),
            Choice(line, "servers", "native", "containers") == "containers",
            Switch(line, "dashboard", true),
            Number(line, "dashboard-port", 18888),
            line["rsa-bits"]
        );
    }

    public string PublicUrl => $"http://localhost:{Port}";

    public int ReplicasOf(string service) => ReplicasByService.GetValueOrDefault(service, 1);

    private static Dictionary<string, int> Replicas(string text)
    {
        var replicas = new Dictionary<string, int>();
        foreach (var pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, number) = pair.Split('=') is [var left, var right] ? (left, right) : (pair, "");
            if (
                !Replicable.Contains(name)
                || !int.TryParse(number, CultureInfo.InvariantCulture, out var count)
                || count < 1
            )
                throw Wrong(
                    $"--replicas needs NAME=N; NAME is one of {string.Join(", ", Replicable)}, not \"{pair}\"."
                );
            replicas[name] = count;
        }
        return replicas;
    }

    private static int Number(IConfiguration line, string name, int otherwise) =>
        line[name] is not { } text ? otherwise
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65536 ? number
        : throw Wrong($"--{name} needs a number from 1 to 65535, not \"{text}\".");

    private static bool Switch(IConfiguration line, string name, bool otherwise) =>
        line[name] is not { } text ? otherwise
        : bool.TryParse(text, out var value) ? value
        : throw Wrong($"--{name} needs true or false, not \"{text}\".");

    private static string Choice(IConfiguration line, string name, params string[] choices) =>
        line[name] is not { } text ? choices[0]
        : choices.Contains(text) ? text
        : throw Wrong($"--{name} is one of {string.Join(", ", choices)}, not \"{text}\".");

    private static StartFailedException Wrong(string message) => new(message, exitCode: 2);
}
