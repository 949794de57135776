using System.Diagnostics;
using Portal.Embedded.Hosting.Output;

namespace Portal.Embedded.Hosting.Processes;

/// <summary>One operating system process and its output.</summary>
internal sealed class RunningProcess : IDisposable
{
    private readonly Process _process;
    private readonly ProcessSpec _spec;

    public RunningProcess(Process process, ProcessSpec spec, ResourceLog log)
    {
        (_process, _spec, Pid) = (process, spec, process.Id);
        Exited = WaitAsync(PumpAsync(process.StandardOutput, log), PumpAsync(process.StandardError, log));
    }

    public int Pid { get; }
    public Task<int> Exited { get; }

    /// <summary>Asks it to end, and kills it with everything it started when it has not by then.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        Signals.Send(Pid, _spec.StopSignal);
        try
        {
            await Exited.WaitAsync(grace);
        }
        catch (TimeoutException)
        {
            Kill();
            await Exited;
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself just now, and its supervisor has let go of it.
        }
    }

    public void Dispose() => _process.Dispose();

    private async Task<int> WaitAsync(params Task[] pumps)
    {
        await _process.WaitForExitAsync();
        // A grandchild may hold the pipe open for a moment longer; the last lines are worth waiting for, not more.
        await Task.WhenAny(Task.WhenAll(pumps), Task.Delay(TimeSpan.FromSeconds(0.5)));
        return _process.ExitCode;
    }

    private static async Task PumpAsync(StreamReader reader, ResourceLog log)
    {
        while (await reader.ReadLineAsync() is { } line)
            log.Write(line);
    }
}
