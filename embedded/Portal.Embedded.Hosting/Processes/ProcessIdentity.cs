using System.Globalization;

namespace Portal.Embedded.Hosting.Processes;

/// <summary>A process that is not mistaken for a later one with the same number: the kernel's start time goes with it.</summary>
internal sealed record ProcessIdentity(string Name, int Pid, long StartTime)
{
    /// <summary>A zombie is as good as gone: only its parent has not noticed yet.</summary>
    public bool IsAlive => Stat(Pid) is (not 'Z' and not 'X', var started) && started == StartTime;

    public static ProcessIdentity Of(string name, int pid) => new(name, pid, Stat(pid)?.StartTime ?? 0);

    private static (char State, long StartTime)? Stat(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            // "pid (any name) S ..."; after the name the state is field 3 and the start time field 22.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], long.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
