using System.Globalization;

namespace Portal.AppHost.Data;

/// <summary>
/// Everything that outlives a run: databases, secrets, ports, logs. One AppHost at a time has it. Others may pass through it
/// (servers run as their own users) but not look around.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string Marker = ".portal-data";
    private const string OwnerFile = "apphost.pid";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PassThrough = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly TimeSpan LeftoversTimeout = TimeSpan.FromSeconds(40);

    private readonly FileStream _lock;

    private DataFolder(string root, FileStream held)
    {
        (Root, _lock) = (root, held);
        Secrets = new(Path("secrets.json"));
        Ports = new(Path("ports.json"));
    }

    public string Root { get; }
    public KeptFile<string> Secrets { get; }
    public Ports Ports { get; }
    public string Logs => Path("logs");

    public string Path(string name) => System.IO.Path.Combine(Root, name);

    /// <param name="fresh">Removes what is there first.</param>
    /// <exception cref="StartFailedException">It is somebody else's folder, or another AppHost has it (exit code 2).</exception>
    public static async Task<DataFolder> OpenAsync(string root, bool fresh)
    {
        var marker = System.IO.Path.Combine(root, Marker);
        if (!File.Exists(marker) && Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any())
            throw new StartFailedException(
                $"{root} is not empty and not a data folder of the portal. Choose another with --data.",
                exitCode: 2
            );
        Directory.CreateDirectory(root);
        File.SetUnixFileMode(root, PassThrough);
        File.WriteAllText(
            marker,
            "Data of the portal: databases, secrets, logs. `./portal run --fresh` removes them.\n"
        );
        var data = new DataFolder(root, Lock(root));
        await data.WaitForLeftoversAsync();
        if (fresh)
            data.Clear();
        File.WriteAllText(data.Path(OwnerFile), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(data.Logs);
        File.SetUnixFileMode(data.Logs, OwnerOnly);
        return data;
    }

    /// <summary>Call it when nothing runs any more.</summary>
    public void Dispose()
    {
        // A test removes the whole folder when its application has stopped.
        if (Directory.Exists(Root))
            File.Delete(Path(OwnerFile));
        _lock.Dispose();
    }

    private static FileStream Lock(string root)
    {
        try
        {
            // FileShare.None is flock(LOCK_EX | LOCK_NB) on Unix; the kernel releases it however the process ends.
            var file = System.IO.Path.Combine(root, "lock");
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            var owner = System.IO.Path.Combine(root, OwnerFile);
            var pid = File.Exists(owner) ? File.ReadAllText(owner) : "?";
            throw new StartFailedException(
                $"{root} is in use by process {pid}. Stop it, or choose another folder with --data.",
                exitCode: 2
            );
        }
    }

    /// <summary>
    /// When an AppHost was killed, the orchestrator needs some seconds to stop its processes. They hold the kept ports, and two
    /// servers must never work on the same files.
    /// </summary>
    private async Task WaitForLeftoversAsync()
    {
        if (!File.Exists(Path(OwnerFile)))
            return;
        var deadline = Environment.TickCount64 + (long)LeftoversTimeout.TotalMilliseconds;
        if (Ports.Kept.All(Ports.IsFree))
            return;
        Console.WriteLine("portal: waiting for the processes of a run that was killed");
        while (!Ports.Kept.All(Ports.IsFree) && Environment.TickCount64 < deadline)
            await Task.Delay(100);
    }

    private void Clear()
    {
        foreach (var entry in new DirectoryInfo(Root).EnumerateFileSystemInfos())
        {
            if (entry.Name is Marker or "lock")
                continue;
            if (entry is DirectoryInfo folder)
                folder.Delete(recursive: true);
            else
                entry.Delete();
        }
    }
}
