namespace Portal.Embedded.Hosting.Processes;

/// <summary>How one process is started, recognised as ready, and stopped.</summary>
internal sealed record ProcessSpec(string Name, string FileName, IReadOnlyList<string> Arguments)
{
    public required string WorkingDirectory { get; init; }
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
    public bool InheritsEnvironment { get; init; } = true;
    public ServerUser User { get; init; } = ServerUser.Self;

    /// <summary>Lets a server that dropped root pass through parents of its folder that are closed to others.</summary>
    public bool MayPassClosedFolders { get; init; }

    public int StopSignal { get; init; } = Signals.Terminate;

    /// <summary>What the kernel sends when the engine dies.</summary>
    public int DeathSignal { get; init; } = Signals.Kill;

    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Ends when the process serves, throws while it does not yet.</summary>
    public Func<CancellationToken, Task> Probe { get; init; } = _ => Task.CompletedTask;
}
