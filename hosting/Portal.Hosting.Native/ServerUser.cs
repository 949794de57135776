using System.Diagnostics;

namespace Portal.Hosting.Native;

/// <summary>Whom a server runs as: its own user when the AppHost is root, otherwise whoever runs the AppHost.</summary>
internal sealed record ServerUser(string Name)
{
    /// <summary>Changes the user and then becomes the server (exec), so that the process id that Aspire knows is the server's.</summary>
    public const string Setpriv = "/usr/bin/setpriv";

    private const UnixFileMode OwnerReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static bool IsRoot => Environment.IsPrivilegedProcess;

    /// <summary>setpriv's arguments: another user, and the end of the server when whoever started it dies.</summary>
    public IReadOnlyList<string> Launch(string deathSignal, string folder, params IEnumerable<string> command)
    {
        string[] user = IsRoot ? [$"--reuid={Name}", $"--regid={Name}", "--init-groups"] : [];
        // A server that dropped root may pass through parents of its folder that are closed to others.
        string[] mayPass =
            IsRoot && !IsReachable(folder)
                ? ["--securebits=+no_setuid_fixup", "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
                : [];
        return ["--pdeathsig", deathSignal, .. user, .. mayPass, "--", .. command];
    }

    /// <summary>Makes the folder and gives it, with everything in it, to the server alone.</summary>
    public void Own(string folder)
    {
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, OwnerReadWrite | UnixFileMode.UserExecute);
        ChangeOwner(folder);
    }

    /// <summary>Writes a file that only the server can read: it holds a password.</summary>
    public void Write(string path, string content)
    {
        File.Delete(path);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerReadWrite,
        };
        using (var writer = new StreamWriter(path, options))
            writer.Write(content);
        ChangeOwner(path);
    }

    private void ChangeOwner(string path)
    {
        if (!IsRoot)
            return;
        using var chown = Process.Start("/bin/chown", ["-R", "-h", $"{Name}:", path]);
        chown.WaitForExit();
        if (chown.ExitCode != 0)
            throw new DistributedApplicationException($"{path} cannot be given to the user {Name}.");
    }

    private static bool IsReachable(string folder)
    {
        for (var parent = new DirectoryInfo(folder).Parent; parent is not null; parent = parent.Parent)
        {
            if (!parent.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                return false;
        }
        return true;
    }
}
