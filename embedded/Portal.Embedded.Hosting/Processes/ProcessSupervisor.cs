using Portal.Embedded.Hosting.Output;

namespace Portal.Embedded.Hosting.Processes;

/// <summary>Keeps one process running: starts it, waits until it serves, starts it again with back-off when it ends.</summary>
internal sealed class ProcessSupervisor(ProcessSpec spec, ProcessHost host, Action changed) : IDisposable
{
    private const int AttemptsToStart = 4;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90), ProbeTimeout = TimeSpan.FromSeconds(3), ProbePause = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _served = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ResourceLog _log = host.OpenLog(spec.Name);
    private Task _running = Task.CompletedTask;
    private RunningProcess? _process;

    public string Name => spec.Name;
    public int? Pid => _process?.Pid;
    public bool IsHealthy { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _running = SuperviseAsync();
        try
        {
            await Task.WhenAny(_served.Task, _running).WaitAsync(StartTimeout, cancellationToken);
            if (_running.IsFaulted)
                await _running;
            await _served.Task.WaitAsync(StartTimeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new StartFailedException($"{spec.Name} was not ready after {StartTimeout.TotalSeconds} s:\n{_log.Tail()}");
        }
    }

    public async Task StopAsync(TimeSpan longest)
    {
        await _stopping.CancelAsync();
        if (_process is { } process)
            await process.StopAsync(spec.Grace < longest ? spec.Grace : longest);
        await _running;
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _log.Dispose();
    }

    private async Task SuperviseAsync()
    {
        var backOff = new BackOff(TimeProvider.System);
        for (var attempt = 1; !_stopping.IsCancellationRequested; attempt++)
        {
            var exitCode = await RunOnceAsync(backOff);
            if (_stopping.IsCancellationRequested)
                return;
            if (!_served.Task.IsCompleted && attempt == AttemptsToStart)
            {
                _served.TrySetException(new StartFailedException($"{spec.Name} ended with {exitCode} {attempt} times:\n{_log.Tail()}"));
                return;
            }

            var delay = backOff.Next();
            host.Console.Say($"{spec.Name} ended with {exitCode}; starting it again in {delay.TotalSeconds:0.#} s");
            await Task.Delay(delay, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> RunOnceAsync(BackOff backOff)
    {
        using var process = await host.StartAsync(spec, _log);
        _process = process;
        if (_stopping.IsCancellationRequested)
            Signals.Send(process.Pid, Signals.Kill);
        changed();
        if (await ServesAsync(process))
        {
            backOff.Healthy();
            IsHealthy = true;
            changed();
            if (!_served.TrySetResult())
                host.Console.Say($"{spec.Name} is back");
        }

        var exitCode = await process.Exited;
        (_process, IsHealthy) = (null, false);
        changed();
        return exitCode;
    }

    private async Task<bool> ServesAsync(RunningProcess process)
    {
        while (!process.Exited.IsCompleted && !_stopping.IsCancellationRequested)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            patience.CancelAfter(ProbeTimeout);
            var probe = spec.Probe(patience.Token);
            await probe.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (probe.IsCompletedSuccessfully && !process.Exited.IsCompleted)
                return true;
            await Task.WhenAny(process.Exited, Task.Delay(ProbePause));
        }

        return false;
    }
}
