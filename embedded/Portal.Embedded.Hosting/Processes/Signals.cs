using System.Runtime.InteropServices;

namespace Portal.Embedded.Hosting.Processes;

internal static partial class Signals
{
    public const int Interrupt = 2, Kill = 9, Terminate = 15;

    public static void Send(int pid, int signal) => _ = SysKill(pid, signal);

    /// <summary>As setpriv spells it.</summary>
    public static string Name(int signal) => signal switch
    {
        Interrupt => "INT",
        Kill => "KILL",
        Terminate => "TERM",
        _ => throw new ArgumentOutOfRangeException(nameof(signal)),
    };

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SysKill(int pid, int signal);
}
