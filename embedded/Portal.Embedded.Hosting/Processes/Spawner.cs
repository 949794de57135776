using System.Collections.Concurrent;
using System.Diagnostics;

namespace Portal.Embedded.Hosting.Processes;

/// <summary>
/// Starts every child from one thread that lives as long as the engine: the kernel's death signal is bound to the thread that
/// forked. Each child gets its own session, so that Ctrl-C in a terminal reaches the engine alone.
/// </summary>
internal sealed class Spawner : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];

    public Spawner() => new Thread(() =>
    {
        foreach (var action in _work.GetConsumingEnumerable())
            action();
    })
    { IsBackground = true, Name = "spawner" }.Start();

    public Task<Process> StartAsync(ProcessSpec spec)
    {
        var info = StartInfo(spec);
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                var process = Process.Start(info)!;
                process.StandardInput.Close();
                started.SetResult(process);
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        });
        return started.Task;
    }

    public void Dispose() => _work.CompleteAdding();

    private static ProcessStartInfo StartInfo(ProcessSpec spec)
    {
        var info = new ProcessStartInfo("/usr/bin/setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = spec.WorkingDirectory,
        };
        List<string> arguments = ["/usr/bin/setpriv", "--pdeathsig", Signals.Name(spec.DeathSignal)];
        if (spec.User.Name is { } user)
            arguments.AddRange($"--reuid={user}", $"--regid={user}", "--init-groups");
        if (spec.User.Name is not null && spec.MayPassClosedFolders)
            arguments.AddRange("--securebits=+no_setuid_fixup", "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search");
        foreach (var argument in (IEnumerable<string>)[.. arguments, "--", spec.FileName, .. spec.Arguments])
            info.ArgumentList.Add(argument);
        if (!spec.InheritsEnvironment)
            info.Environment.Clear();
        foreach (var (name, value) in spec.Environment)
            info.Environment[name] = value;
        return info;
    }
}
