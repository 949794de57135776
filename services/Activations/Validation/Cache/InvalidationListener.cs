using Npgsql;

namespace Portal.Activations.Validation.Cache;

/// <summary>Hears from the database what this process must forget, within milliseconds of the commit; asks every second whether it would hear.</summary>
internal sealed partial class InvalidationListener(
    LicenseCache cache,
    NpgsqlDataSource database,
    ILogger<InvalidationListener> logger
) : BackgroundService
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1),
        AfterFailure = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                cache.MarkDisconnected();
                Lost(exception);
                await Task.Delay(AfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Listen(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, told) =>
        {
            if (Guid.TryParse(told.Payload, out var licenseId))
                cache.Invalidate(licenseId);
            else
                cache.InvalidateAll();
        };
        await Say($"LISTEN {InvalidationChannel.Name}", connection, cancellationToken);
        cache.InvalidateAll();
        while (true)
        {
            cache.MarkConnected();
            if (!await connection.WaitAsync(Silence, cancellationToken))
                await Say("SELECT 1", connection, cancellationToken);
        }
    }

    private static async Task Say(string sql, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 1 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "Changes are not heard: every question goes to the database until they are again")]
    private partial void Lost(Exception exception);
}
