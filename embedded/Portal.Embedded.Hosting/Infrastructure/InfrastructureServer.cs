using Portal.Embedded.Hosting.Processes;

namespace Portal.Embedded.Hosting.Infrastructure;

/// <summary>A server from the distribution's packages, run in the data folder.</summary>
internal abstract class InfrastructureServer(string name)
{
    public string Name => name;

    /// <summary>By the names that services know: the server's own, or those of its databases.</summary>
    public abstract IReadOnlyDictionary<string, string> ConnectionStrings { get; }

    /// <summary>In the order in which they start. The one called like the server is the server.</summary>
    public abstract IReadOnlyList<ProcessSpec> Processes { get; }

    /// <summary>Folders and configuration.</summary>
    public abstract Task PrepareAsync(ProcessHost host, CancellationToken cancellationToken);

    /// <summary>What can only be done once it runs.</summary>
    public virtual Task CompleteAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected static string Find(string program, string package, params IEnumerable<string> candidates) =>
        candidates.FirstOrDefault(File.Exists)
        ?? throw new StartFailedException($"{program} is missing. Install it with `./portal doctor --fix` or `apt-get install {package}`.", exitCode: 3);

    protected static void WriteOwned(ServerUser user, string path, string content)
    {
        File.WriteAllText(path, content);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        user.TakeOver(path);
    }
}
