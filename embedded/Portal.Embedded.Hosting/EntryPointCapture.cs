namespace Portal.Embedded.Hosting;

/// <summary>
/// How a test gets hold of the application that an AppHost's own entry point builds: the entry point runs on a thread of the
/// test with this in its context, stops in Build() until the test builds, and in Run() until the test has disposed of it.
/// </summary>
internal sealed class EntryPointCapture
{
    private static readonly AsyncLocal<EntryPointCapture?> Ambient = new();

    public static EntryPointCapture? Current { get => Ambient.Value; set => Ambient.Value = value; }

    public TaskCompletionSource<DistributedApplicationBuilder> Builder { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public TaskCompletionSource<DistributedApplication> Application { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DistributedApplication Build(DistributedApplicationBuilder builder)
    {
        Builder.TrySetResult(builder);
        return Application.Task.GetAwaiter().GetResult();
    }
}
