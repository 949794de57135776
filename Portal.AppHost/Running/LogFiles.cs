using System.Text.RegularExpressions;
using Microsoft.Extensions.Hosting;

namespace Portal.AppHost.Running;

/// <summary>
/// What each resource says, in DATA/logs/NAME.log; the run before in NAME.log.1. A file that grows too large makes room the
/// same way.
/// </summary>
internal sealed partial class LogFiles(
    DistributedApplicationModel model,
    ResourceLoggerService loggers,
    DataFolder data
) : BackgroundService
{
    private const long MaxBytes = 32 * 1024 * 1024;
    private const int TailLines = 30;

    /// <summary>The last lines, to explain a failed start.</summary>
    public string Tail(string resource)
    {
        var path = PathOf(resource);
        return File.Exists(path)
            ? string.Join('\n', File.ReadLines(path).TakeLast(TailLines).Select(line => "  " + line))
            : "";
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(model.Resources.Where(HasLog).Select(resource => FollowAsync(resource, stoppingToken)));

    private static bool HasLog(IResource resource) =>
        resource is ProjectResource or ExecutableResource or ContainerResource;

    private async Task FollowAsync(IResource resource, CancellationToken stoppingToken)
    {
        StreamWriter? file = null;
        try
        {
            await foreach (var lines in loggers.WatchAsync(resource).WithCancellation(stoppingToken))
            {
                try
                {
                    if (file is null || file.BaseStream.Position > MaxBytes)
                    {
                        if (file is not null)
                            await file.DisposeAsync();
                        file = Rotate(PathOf(resource.Name));
                    }
                    await WriteAsync(file, lines);
                }
                catch (IOException)
                {
                    // A full disk costs lines of the log, never the run.
                }
            }
        }
        catch (OperationCanceledException) { }
        finally
        {
            if (file is not null)
                await file.DisposeAsync();
        }
    }

    private static async Task WriteAsync(StreamWriter file, IReadOnlyList<LogLine> lines)
    {
        foreach (var line in lines)
            await file.WriteLineAsync(Colors().Replace(line.Content, ""));
        await file.FlushAsync();
    }

    private static StreamWriter Rotate(string path)
    {
        if (File.Exists(path))
            File.Move(path, path + ".1", overwrite: true);
        return new StreamWriter(path);
    }

    private string PathOf(string resource) => Path.Combine(data.Logs, resource + ".log");

    /// <summary>Processes write for the dashboard, which shows colors (ECMA-48, section 8.3.117: SGR).</summary>
    [GeneratedRegex(@"\x1B\[[0-9;]*m")]
    private static partial Regex Colors();
}
