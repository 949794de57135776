using System.Diagnostics;
using System.Net.NetworkInformation;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Licensing.Client;

/// <summary>This machine: what identifies it, in several components so that one may change, and what a person would call it.</summary>
/// <param name="Components">By name, hashed: nothing that was read leaves this process as it is.</param>
public sealed record Device(IReadOnlyDictionary<string, string> Components, string Name, string Platform)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>One id for all components together.</summary>
    public string Id =>
        Hash(
            string.Join(
                '\n',
                Components
                    .OrderBy(component => component.Key, StringComparer.Ordinal)
                    .Select(component => $"{component.Key}={component.Value}")
            )
        );

    /// <summary>Reads what the operating system offers: machine id, board, network card, host name. What cannot be read is left out.</summary>
    public static Device ThisMachine()
    {
        var found = new Dictionary<string, string?>
        {
            ["machine"] = MachineId(),
            ["board"] = BoardId(),
            ["network"] = NetworkCard(),
            ["host"] = Environment.MachineName,
        };
        return new(
            found
                .Where(component => !string.IsNullOrWhiteSpace(component.Value))
                .ToDictionary(
                    component => component.Key,
                    component => Hash($"{component.Key}:{component.Value!.Trim()}")
                ),
            Environment.MachineName,
            $"{SystemName()} {RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}"
        );
    }

    private static string? MachineId()
    {
        if (OperatingSystem.IsLinux())
            return FirstLine("/etc/machine-id") ?? FirstLine("/var/lib/dbus/machine-id");
        if (OperatingSystem.IsMacOS())
            return Between(Output("ioreg", "-rd1", "-c", "IOPlatformExpertDevice"), "\"IOPlatformUUID\" = \"", "\"");
        return OperatingSystem.IsWindows()
            ? LastWord(Output("reg", "query", @"HKLM\SOFTWARE\Microsoft\Cryptography", "/v", "MachineGuid"))
            : null;
    }

    private static string? BoardId()
    {
        if (OperatingSystem.IsLinux())
            return FirstLine("/sys/class/dmi/id/product_uuid")
                ?? FirstLine("/sys/class/dmi/id/board_serial")
                ?? FirstLine("/proc/device-tree/serial-number");
        if (OperatingSystem.IsMacOS())
            return Between(
                Output("ioreg", "-rd1", "-c", "IOPlatformExpertDevice"),
                "\"IOPlatformSerialNumber\" = \"",
                "\""
            );
        return OperatingSystem.IsWindows()
            ? LastWord(
                Output(
                    "reg",
                    "query",
                    @"HKLM\SYSTEM\CurrentControlSet\Control\SystemInformation",
                    "/v",
                    "ComputerHardwareId"
                )
            )
            : null;
    }

    private static string? NetworkCard() =>
        NetworkInterface
            .GetAllNetworkInterfaces()
            .Where(card =>
                card.NetworkInterfaceType is NetworkInterfaceType.Ethernet or NetworkInterfaceType.Wireless80211
            )
            .Select(card => card.GetPhysicalAddress().ToString())
            // Addresses that software made up (bit 1 of the first byte, IEEE 802) come and go.
            .Where(address => address.Length == 12 && (Convert.ToByte(address[..2], 16) & 2) == 0)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();

    private static string SystemName() =>
        OperatingSystem.IsWindows() ? "windows"
        : OperatingSystem.IsMacOS() ? "macos"
        : OperatingSystem.IsLinux() ? "linux"
        : RuntimeInformation.OSDescription;

    private static string? FirstLine(string file)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault()?.Trim('\0', ' ') is { Length: > 0 } line ? line : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Output(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    RedirectStandardOutput = true,
                    UseShellExecute = false,
                    CreateNoWindow = true,
                }
            )!;
            var output = process.StandardOutput.ReadToEndAsync();
            return output.Wait(Timeout) ? output.Result : "";
        }
        catch (Exception missing) when (missing is System.ComponentModel.Win32Exception or IOException)
        {
            return "";
        }
    }

    private static string? Between(string text, string before, string after) =>
        text.IndexOf(before, StringComparison.Ordinal) is var start and >= 0
        && text[(start + before.Length)..] is var rest
        && rest.IndexOf(after, StringComparison.Ordinal) is var end and > 0
            ? rest[..end]
            : null;

    private static string? LastWord(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).LastOrDefault();

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
