using System.Runtime.InteropServices;
using Portal.Embedded.Hosting.ApplicationModel;
using Portal.Embedded.Hosting.Output;
using Portal.Embedded.Hosting.Running;

namespace Portal.Embedded.Hosting;

/// <summary>The application as processes of this machine.</summary>
public sealed class DistributedApplication : IAsyncDisposable
{
    private readonly EntryPointCapture? _capture;
    private readonly ConsoleLog _console;

    internal DistributedApplication(IReadOnlyList<IResource> resources, string dataPath, bool quiet, EntryPointCapture? capture)
    {
        _capture = capture;
        _console = new ConsoleLog(quiet);
        Engine = new Engine(resources, dataPath, _console, ResourceNotifications);
    }

    public ResourceNotificationService ResourceNotifications { get; } = new();

    internal Engine Engine { get; }

    public static DistributedApplicationBuilder CreateBuilder(string[] args) => new(args);

    /// <summary>Ends when every service is healthy and every job has completed.</summary>
    public Task StartAsync(CancellationToken cancellationToken = default) => Engine.StartAsync(cancellationToken);

    public Task StopAsync() => Engine.DisposeAsync().AsTask();

    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>In the foreground until Ctrl-C, SIGTERM or a failed start, which becomes the exit code.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (_capture is not null)
        {
            await _capture.Disposed.Task;
            return;
        }

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        void Stop(PosixSignalContext context)
        {
            if (stopping.IsCancellationRequested)
                Environment.Exit(130);
            context.Cancel = true;
            stopping.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        try
        {
            await StartAsync(stopping.Token);
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            _console.Say("stopping");
        }
        catch (StartFailedException failure)
        {
            _console.Say(failure.Message);
            Environment.ExitCode = failure.ExitCode;
        }
        finally
        {
            await DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _console.Close();
        _capture?.Disposed.TrySetResult();
    }
}
