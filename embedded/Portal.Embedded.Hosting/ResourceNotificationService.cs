namespace Portal.Embedded.Hosting;

/// <summary>Who is healthy right now, and waiting for it.</summary>
public sealed class ResourceNotificationService
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _healthy = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when every process of the resource serves; a job is healthy once it has completed.</summary>
    public Task WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitAsync(() => _healthy.Contains(resourceName), cancellationToken);

    internal async Task WaitAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (condition())
                    return;
                next = _changed.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    internal void Publish(string resourceName, bool healthy)
    {
        lock (_gate)
        {
            _ = healthy ? _healthy.Add(resourceName) : _healthy.Remove(resourceName);
            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
