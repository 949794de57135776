namespace Portal.Ctl.Management;

/// <summary>Files that hold secrets: their owner reads and writes them, nobody else.</summary>
internal static class OwnFile
{
    public static FileStream Create(string file)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            BufferSize = 1 << 16,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            // Mode 0600 applies only to a new file; an existing one would keep its mode.
            File.Delete(file);
        }
        return new FileStream(file, options);
    }

    /// <summary>All or nothing, also when the process dies half-way.</summary>
    public static void Replace(string file, Action<Stream> write)
    {
        var (target, draft) = (Path.GetFullPath(file), Path.GetFullPath($"{file}.{Environment.ProcessId}.new"));
        CreateFolder(Path.GetDirectoryName(target)!);
        using (var stream = Create(draft))
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, target, overwrite: true);
    }

    /// <summary>Its owner's too, unless it is there already.</summary>
    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
    }
}
