using System.Runtime.InteropServices;

namespace Portal.Licensing.Client;

/// <summary>This machine: what identifies it, in several components so that one may change, and what a person would call it.</summary>
/// <param name="Components">By name, hashed: nothing that was read leaves this process as it is.</param>
public sealed record Device(IReadOnlyDictionary<string, string> Components, string Name, string Platform)
{
    private const string Host = "host";
    private const int StoredHashLength = 32;

    /// <summary>One id for all components together.</summary>
    public string Id =>
        Encodings.Sha256Hex(
            string.Join(
                "\n",
                Components
                    .OrderBy(component => component.Key, StringComparer.Ordinal)
                    .Select(component => $"{component.Key}={component.Value}")
            )
        );

    /// <summary>Only its host name tells this machine from others: in a container it is another device after each start. Pass a device of your own.</summary>
    public bool IsUncertain => Components.Keys.All(name => name == Host);

    /// <summary>Components as license files hold them.</summary>
    internal IReadOnlyList<string> Hashes =>
        [
            .. Components.Select(component =>
                $"{component.Key}:{Encodings.Sha256Hex($"{component.Key}\n{component.Value}")[..StoredHashLength]}"
            ),
        ];

    /// <summary>
    /// Reads what every user of this machine can read, so that a service and a tool on it are one device: machine id, board, disk of the
    /// system, network card; the host name only where there is nothing else. What cannot be read, or is a placeholder of the
    /// manufacturer's, is left out.
    /// </summary>
    public static Device ThisMachine() => From(MachineComponents.Read());

    /// <summary>A device that the program or its operator names: a volume's id, the orchestrator's name of a pod, a dongle's number.</summary>
    /// <param name="id">What tells it from all others, and stays when it is moved or restarted.</param>
    /// <param name="name">What a person would call it. Default: the host name.</param>
    public static Device Named(string id, string? name = null)
    {
        if (string.IsNullOrWhiteSpace(id))
            throw new ArgumentException("A device needs an id.", nameof(id));
        var device = From(new Dictionary<string, string?> { ["given"] = id });
        return device with { Name = name ?? device.Name };
    }

    internal static Device From(IReadOnlyDictionary<string, string?> found)
    {
        var real = found
            .Where(component => component.Key != Host && !Placeholders.Has(component.Value))
            .ToDictionary(component => component.Key, component => component.Value!);
        if (real.Count == 0)
            real[Host] = Environment.MachineName;
        return new(
            real.ToDictionary(
                component => component.Key,
                component => Encodings.Sha256Hex($"{component.Key}:{component.Value.Trim()}")
            ),
            Environment.MachineName,
            $"{SystemName()} {RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}"
        );
    }

    private static string SystemName() =>
        OperatingSystem.IsWindows() ? "windows"
        : OperatingSystem.IsMacOS() ? "macos"
        : OperatingSystem.IsLinux() ? "linux"
        : RuntimeInformation.OSDescription;
}
