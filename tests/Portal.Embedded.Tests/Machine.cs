using System.Globalization;

namespace Portal.Embedded.Tests;

/// <summary>What the kernel says, rather than the engine.</summary>
internal static class Machine
{
    /// <summary>Everything that lives and descends from a process.</summary>
    public static IReadOnlyList<int> Descendants(int ancestor)
    {
        var parents = Directory.GetDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0)
            .Select(pid => (Pid: pid, Stat: Stat(pid)))
            .Where(process => process.Stat is not null)
            .ToDictionary(process => process.Pid, process => process.Stat!.Value.Parent);
        var found = new List<int> { ancestor };
        for (var index = 0; index < found.Count; index++)
            found.AddRange(parents.Where(process => process.Value == found[index]).Select(process => process.Key));
        return found[1..];
    }

    public static bool IsAlive(int pid) => Stat(pid) is (not 'Z', _);

    public static async Task Until(Func<bool> condition, TimeSpan longest)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(longest);
        while (!condition())
            await Task.Delay(20, patience.Token);
    }

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
