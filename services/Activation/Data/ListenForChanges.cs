using Npgsql;

namespace Portal.Activations.Data;

/// <summary>Hears from the database what this process must forget, within milliseconds of the commit; asks every second whether it would hear.</summary>
internal sealed partial class ListenForChanges(
    LicenseCache cache,
    NpgsqlDataSource database,
    ILogger<ListenForChanges> logger
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
                cache.Deaf();
                Lost(exception);
                await Task.Delay(AfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Listen(CancellationToken stopping)
    {
        await using var connection = await database.OpenConnectionAsync(stopping);
        connection.Notification += (_, told) =>
        {
            if (Guid.TryParse(told.Payload, out var licenseId))
                cache.Forget(licenseId);
            else
                cache.ForgetAll();
        };
        await Say($"LISTEN {Triggers.Channel}", connection, stopping);
        cache.ForgetAll();
        while (true)
        {
            cache.Heard();
            if (!await connection.WaitAsync(Silence, stopping))
                await Say("SELECT 1", connection, stopping);
        }
    }

    private static async Task Say(string sql, NpgsqlConnection connection, CancellationToken stopping)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 1 };
        await command.ExecuteNonQueryAsync(stopping);
    }

    [LoggerMessage(LogLevel.Warning, "Changes are not heard: every question goes to the database until they are again")]
    private partial void Lost(Exception exception);
}
