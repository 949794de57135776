using Portal.Embedded.Hosting;

namespace Portal.Embedded.Testing;

/// <summary>The application that an AppHost's own entry point describes, in the hands of a test.</summary>
public sealed class DistributedApplicationTestingBuilder : IAsyncDisposable
{
    private readonly EntryPointCapture _capture;
    private readonly DistributedApplicationBuilder _builder;

    private DistributedApplicationTestingBuilder(EntryPointCapture capture, DistributedApplicationBuilder builder) => (_capture, _builder) = (capture, builder);

    public static async Task<DistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class
    {
        var main = typeof(TEntryPoint).Assembly.EntryPoint ?? throw new InvalidOperationException($"{typeof(TEntryPoint).Assembly} has no entry point.");
        var capture = new EntryPointCapture();
        var thread = new Thread(() =>
        {
            EntryPointCapture.Current = capture;
            try
            {
                main.Invoke(null, main.GetParameters().Length == 0 ? null : [args]);
                capture.Builder.TrySetException(new InvalidOperationException("The entry point ended without building an application."));
            }
            catch (Exception failure)
            {
                capture.Builder.TrySetException(failure.InnerException ?? failure);
            }
        })
        { IsBackground = true, Name = "AppHost" };
        thread.Start();
        return new DistributedApplicationTestingBuilder(capture, await capture.Builder.Task.WaitAsync(cancellationToken));
    }

    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var application = _builder.CreateApplication(quiet: true, _capture);
        _capture.Application.TrySetResult(application);
        return Task.FromResult(application);
    }

    /// <summary>The application, once built, is disposed of by itself; this frees an entry point that was never let on.</summary>
    public ValueTask DisposeAsync()
    {
        _capture.Application.TrySetCanceled();
        return ValueTask.CompletedTask;
    }
}
