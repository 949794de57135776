using System.Globalization;
using System.Text;

namespace Portal.AppHost.Tests;

/// <summary>What the kernel says, rather than Aspire.</summary>
internal static class Machine
{
    /// <summary>Every process that lives because of an AppHost: the orchestrator and what it started, or what the AppHost itself did.</summary>
    public static IReadOnlyList<int> StartedBy(int appHost)
    {
        var all = Pids().Select(pid => (Pid: pid, Stat: Stat(pid))).Where(process => process.Stat is not null).ToList();
        // The orchestrator is detached: only its command line says for whom it works.
        var found = all.Where(process => process.Stat!.Value.Parent == appHost || MonitorOf(process.Pid) == appHost)
            .Select(process => process.Pid)
            .ToList();
        for (var index = 0; index < found.Count; index++)
            found.AddRange(
                all.Where(process => process.Stat!.Value.Parent == found[index])
                    .Select(process => process.Pid)
                    .Except(found)
            );
        return found;
    }

    public static IReadOnlyList<int> Orchestrator(int appHost) =>
        [
            .. StartedBy(appHost)
                .Where(pid =>
                    CommandLine(pid) is [var program, "start-apiserver" or "run-controllers", ..]
                    && program.EndsWith("/dcp", StringComparison.Ordinal)
                ),
        ];

    public static bool IsAlive(int pid) => Stat(pid) is (not 'Z', _);

    private static int? MonitorOf(int pid)
    {
        var arguments = CommandLine(pid);
        return
            Array.IndexOf(arguments, "--monitor") is >= 0 and var index
            && int.TryParse(arguments.ElementAtOrDefault(index + 1), CultureInfo.InvariantCulture, out var monitored)
            ? monitored
            : null;
    }

    private static string[] CommandLine(int pid)
    {
        try
        {
            return Encoding
                .UTF8.GetString(File.ReadAllBytes($"/proc/{pid}/cmdline"))
                .Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static IEnumerable<int> Pids() =>
        Directory
            .GetDirectories("/proc")
            .Select(folder =>
                int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0
            )
            .Where(pid => pid > 0);

    private static (char State, int Parent)? Stat(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
