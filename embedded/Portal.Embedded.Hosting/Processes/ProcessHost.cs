using Portal.Embedded.Hosting.Data;
using Portal.Embedded.Hosting.Output;

namespace Portal.Embedded.Hosting.Processes;

/// <summary>What every child shares: the thread that starts it, the list of pids, the console, the logs.</summary>
internal sealed class ProcessHost(DataFolder data, ConsoleLog console) : IDisposable
{
    private readonly Spawner _spawner = new();

    public RunningPids Pids { get; } = new(data);
    public ConsoleLog Console => console;

    public ResourceLog OpenLog(string name) => new(name, data.Logs, console);

    public async Task<RunningProcess> StartAsync(ProcessSpec spec, ResourceLog log)
    {
        var process = new RunningProcess(await _spawner.StartAsync(spec), spec, log);
        Pids.Add(ProcessIdentity.Of(spec.Name, process.Pid));
        _ = process.Exited.ContinueWith(_ => Pids.Remove(process.Pid), TaskScheduler.Default);
        return process;
    }

    /// <summary>Runs a process to its end; anything but 0 is a failed start that quotes the end of its log.</summary>
    public async Task RunToEndAsync(ProcessSpec spec, CancellationToken cancellationToken)
    {
        using var log = OpenLog(spec.Name);
        using var process = await StartAsync(spec, log);
        await using (cancellationToken.Register(() => Signals.Send(process.Pid, Signals.Kill)))
        {
            var exitCode = await process.Exited;
            cancellationToken.ThrowIfCancellationRequested();
            if (exitCode != 0)
                throw new StartFailedException($"{spec.Name} ended with {exitCode}:\n{log.Tail()}");
        }
    }

    public void Dispose() => _spawner.Dispose();
}
