using System.Diagnostics;
using System.Globalization;
using System.Net.NetworkInformation;

namespace Portal.Licensing.Client;

/// <summary>
/// What the operating system tells every user about the machine. Not the serial numbers of DMI on Linux, which only root reads: a service
/// as root and a tool as a user would be two devices.
/// </summary>
internal static class MachineComponents
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <param name="root">Root of the file system on Linux.</param>
    public static IReadOnlyDictionary<string, string?> Read(string root = "/") =>
        OperatingSystem.IsLinux() ? Linux(root)
        : OperatingSystem.IsMacOS() ? MacOS()
        : OperatingSystem.IsWindows() ? Windows()
        : new Dictionary<string, string?> { ["network"] = NetworkCard() };

    private static Dictionary<string, string?> Linux(string root) =>
        new()
        {
            ["machine"] = MachineId(root),
            ["board"] = FirstLine(root, "proc/device-tree/serial-number"),
            ["disk"] = IsContainer(root) ? null : SystemDisk(root),
            ["network"] = IsContainer(root) ? null : NetworkCard(),
        };

    /// <summary>In a container only one that the host lends by a mount: what an image brings along is the same in all containers from it.</summary>
    private static string? MachineId(string root) =>
        IsContainer(root) && !Mounts(root).Any(mount => mount[4] == "/etc/machine-id")
            ? null
            : FirstLine(root, "etc/machine-id") ?? FirstLine(root, "var/lib/dbus/machine-id");

    private static Dictionary<string, string?> MacOS()
    {
        var platform = Output("ioreg", "-rd1 -c IOPlatformExpertDevice");
        return new()
        {
            ["machine"] = Between(platform, "\"IOPlatformUUID\" = \"", "\""),
            ["board"] = Between(platform, "\"IOPlatformSerialNumber\" = \"", "\""),
            ["network"] = NetworkCard(),
        };
    }

    private static Dictionary<string, string?> Windows() =>
        new()
        {
            ["machine"] = LastWord(Output("reg", @"query HKLM\SOFTWARE\Microsoft\Cryptography /v MachineGuid /reg:64")),
            ["board"] = LastWord(
                Output("reg", @"query HKLM\SYSTEM\CurrentControlSet\Control\SystemInformation /v ComputerHardwareId")
            ),
            ["network"] = NetworkCard(),
        };

    private static bool IsContainer(string root) =>
        File.Exists(Path.Combine(root, ".dockerenv"))
        || File.Exists(Path.Combine(root, "run/.containerenv"))
        || Directory.Exists(Path.Combine(root, "var/run/secrets/kubernetes.io"));

    /// <summary>World-wide id of the disk that holds the root file system.</summary>
    private static string? SystemDisk(string root)
    {
        var device = Mounts(root).LastOrDefault(mount => mount[4] == "/")?[2];
        return device is null ? null : WorldWideId(root, device);
    }

    /// <summary>"36 35 98:0 /mnt1 /mnt2 …": the third field is the device, the fifth the mount point (proc_pid_mountinfo(5)).</summary>
    private static IEnumerable<string[]> Mounts(string root) =>
        Lines(root, "proc/self/mountinfo").Select(line => line.Split(' ')).Where(fields => fields.Length > 4);

    /// <summary>From a partition to its disk, and from a volume or an encrypted container down to what it lies on.</summary>
    private static string? WorldWideId(string root, string device)
    {
        var disk = Folders(root, "sys/block")
            .FirstOrDefault(disk => IsDevice(disk, device) || Folders(disk, "").Any(part => IsDevice(part, device)));
        if (disk is null)
            return null;
        var below = Folders(disk, "slaves").FirstOrDefault();
        return below is null
            ? FirstLine(disk, "wwid") ?? FirstLine(disk, "device/wwid")
            : WorldWideId(root, FirstLine(below, "dev") ?? "");
    }

    private static bool IsDevice(string folder, string device) => FirstLine(folder, "dev") == device;

    private static IEnumerable<string> Folders(string root, string folder)
    {
        var path = Path.Combine(root, folder);
        return Directory.Exists(path)
            ? Directory.GetDirectories(path).OrderBy(name => name, StringComparer.Ordinal)
            : [];
    }

    private static string? NetworkCard()
    {
        try
        {
            return NetworkInterface
                .GetAllNetworkInterfaces()
                .Where(card =>
                    card.NetworkInterfaceType is NetworkInterfaceType.Ethernet or NetworkInterfaceType.Wireless80211
                )
                .Select(card => card.GetPhysicalAddress().ToString())
                .Where(address => address.Length == 12 && !IsMadeUp(address))
                .OrderBy(address => address, StringComparer.Ordinal)
                .FirstOrDefault();
        }
        catch (NetworkInformationException)
        {
            return null;
        }
    }

    /// <summary>Addresses that software made up (bit 1 of the first byte, IEEE 802) come and go.</summary>
    private static bool IsMadeUp(string address) =>
        (byte.Parse(address[..2], NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 2) != 0;

    private static string? FirstLine(string folder, string file) =>
        Lines(folder, file).FirstOrDefault()?.Trim('\0', ' ') is { Length: > 0 } line ? line : null;

    private static string[] Lines(string folder, string file)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(folder, file));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Output(string program, string arguments)
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
}
