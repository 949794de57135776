using Npgsql;

namespace Portal.Activations.Validation.Cache;

/// <summary>
/// Invalidates what other processes changed, within milliseconds of their commit. Every second it asks the database for a sign
/// of life, so that a connection that died in silence is noticed.
/// </summary>
internal sealed partial class InvalidationListener(
    CacheInvalidation invalidation,
    IConfiguration configuration,
    ILogger<InvalidationListener> logger
) : BackgroundService
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(1),
        RetryAfter = TimeSpan.FromMilliseconds(500);

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
                invalidation.MarkDisconnected();
                Disconnected(exception);
                await Task.Delay(RetryAfter, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Listen(CancellationToken cancellationToken)
    {
        // Of its own: it is held for ever, and a full pool must not keep it from coming back.
        var address = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("activationdb"))
        {
            Pooling = false,
        };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        connection.Notification += (_, notification) =>
        {
            if (Guid.TryParse(notification.Payload, out var licenseId))
                invalidation.Invalidate(licenseId);
            else
                invalidation.InvalidateAll();
        };
        await Execute($"LISTEN {CacheInvalidation.Channel}", connection, cancellationToken);
        // Changes committed before LISTEN were missed.
        invalidation.InvalidateAll();
        while (true)
        {
            invalidation.MarkConnected();
            if (!await connection.WaitAsync(KeepAlive, cancellationToken))
                await Execute("SELECT 1", connection, cancellationToken);
        }
    }

    private static async Task Execute(string sql, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 1 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Not listening for changes: every validation reads the database until the connection is back"
    )]
    private partial void Disconnected(Exception exception);
}
