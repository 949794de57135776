using System.Globalization;

namespace Portal.Bench;

/// <summary>What the processes of a resource weigh.</summary>
internal static class Processes
{
    /// <summary>Resident memory in MB.</summary>
    public static double Memory(this PortalApp app, string resource) => app.ProcessIds(resource).Sum(Resident);

    private static double Resident(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status")
            .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(
                line.Split(':', ' ', '\t').First(word => word.Length > 0 && char.IsAsciiDigit(word[0])),
                CultureInfo.InvariantCulture
            ) / 1024;
    }
}
