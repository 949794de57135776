using Portal.Embedded.Hosting.Processes;

namespace Portal.Embedded.Hosting.Data;

/// <summary>What this engine started, so that the next one can wait for what a killed engine left behind.</summary>
internal sealed class RunningPids(DataFolder data)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string _path = Path.Combine(Directory.CreateDirectory(data.File("run")).FullName, "pids");
    private readonly Lock _gate = new();
    private readonly List<ProcessIdentity> _running = [];

    public void Add(ProcessIdentity process) => Change(() => _running.Add(process));

    public void Remove(int pid) => Change(() => _running.RemoveAll(process => process.Pid == pid));

    /// <summary>They were told to end when their engine died; whoever has not after ten seconds is killed.</summary>
    public async Task ClearLeftoversAsync(Action<string> say, CancellationToken cancellationToken)
    {
        var left = (JsonFile.Read<List<ProcessIdentity>>(_path) ?? []).Where(process => process.IsAlive).ToList();
        if (left.Count == 0)
            return;
        say($"waiting for {left.Count} processes of a run that was killed");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (left.Exists(process => process.IsAlive) && !patience.IsCancellationRequested)
            await Task.Delay(50, cancellationToken);
        foreach (var process in left.Where(process => process.IsAlive))
            Signals.Send(process.Pid, Signals.Kill);
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            JsonFile.TryWrite(_path, _running);
        }
    }
}
