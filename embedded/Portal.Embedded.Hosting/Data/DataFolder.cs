using Portal.Embedded.Hosting.Processes;

namespace Portal.Embedded.Hosting.Data;

/// <summary>Everything that outlives a run. Others may pass through it (servers run as their own users) but not look around.</summary>
internal sealed class DataFolder
{
    public const string Marker = ".portal-data";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PassThrough = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private DataFolder(string path) => Root = path;

    public string Root { get; }
    public string Logs => Path.Combine(Root, "logs");
    public string File(string name) => Path.Combine(Root, name);

    /// <summary>Whether a server that runs as another user can get here without help.</summary>
    public bool IsReachable
    {
        get
        {
            for (var folder = new DirectoryInfo(Root).Parent; folder is not null; folder = folder.Parent)
            {
                if (!folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                    return false;
            }

            return true;
        }
    }

    public static DataFolder Open(string path)
    {
        var folder = new DataFolder(path);
        if (!System.IO.File.Exists(folder.File(Marker)) && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            throw new StartFailedException($"{path} is not empty and not a data folder of this application. Choose another with --data.", exitCode: 2);
        Directory.CreateDirectory(path);
        System.IO.File.SetUnixFileMode(path, PassThrough);
        System.IO.File.WriteAllText(folder.File(Marker), "Data of the portal: databases, secrets, logs. `./portal run --fresh` removes this folder.\n");
        Directory.CreateDirectory(folder.Logs);
        System.IO.File.SetUnixFileMode(folder.Logs, OwnerOnly);
        return folder;
    }

    /// <summary>A server's own folder, owned by the user the server runs as.</summary>
    public string OwnedBy(ServerUser user, string name)
    {
        var path = File(name);
        Directory.CreateDirectory(path);
        System.IO.File.SetUnixFileMode(path, OwnerOnly);
        user.TakeOver(path);
        return path;
    }
}
