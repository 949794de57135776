using Portal.Downloads.Storage;

namespace Portal.Downloads.Jobs;

/// <summary>Runs at every start, before the first request.</summary>
internal sealed partial class RemoveAbandonedUploads(FileStore files, ILogger<RemoveAbandonedUploads> logger)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var removed = files.RemoveAbandoned();
        if (removed > 0)
            Removed(removed);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "Removed {Count} uploads that a crash had cut off")]
    private partial void Removed(int count);
}
