using System.Globalization;

namespace Portal.Embedded.Hosting.Data;

/// <summary>One engine per data folder. The kernel gives the lock back whatever way the engine ends.</summary>
internal sealed class DataLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _owner;

    private DataLock(FileStream file, string owner)
    {
        (_file, _owner) = (file, owner);
        File.WriteAllText(owner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    }

    public static DataLock Take(DataFolder data)
    {
        var owner = data.File("engine.pid");
        try
        {
            // FileShare.None is flock(LOCK_EX | LOCK_NB) on Unix.
            return new DataLock(new FileStream(data.File("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), owner);
        }
        catch (IOException)
        {
            var pid = File.Exists(owner) ? File.ReadAllText(owner) : "?";
            throw new StartFailedException($"{data.Root} is in use by process {pid}. Stop it, or choose another folder with --data.", exitCode: 2);
        }
    }

    public void Dispose()
    {
        File.Delete(_owner);
        _file.Dispose();
    }
}
