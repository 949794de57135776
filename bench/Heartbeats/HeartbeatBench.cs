using System.Globalization;

namespace Portal.Bench.Heartbeats;

/// <summary>
/// A day of devices that are to be seen every hour, 144 times as fast as life at most: 24 rounds. Autovacuum comes each second
/// instead of each minute, which in this day is rarer than in life. What grows must have stopped growing after a third of the day:
/// by then caches are full and the space of dead rows is used again.
/// </summary>
internal static class HeartbeatBench
{
    private const int Hours = 24,
        Third = Hours / 3,
        BeatsPerSecond = 4_000;
    private const double MB = 1024 * 1024;

    public static async Task<IReadOnlyList<Row>> Run(bool quick, CancellationToken cancellationToken)
    {
        await using var app = await PortalApp.StartAsync();
        await using var fleet = await Fleet.Of(app, quick ? 10_000 : 100_000, cancellationToken);
        var loaded = await fleet.Now(cancellationToken);
        var start = TimeProvider.System.GetTimestamp();
        var (early, earlyMemory) = await Settle(await Beat(1, Third));
        var (late, memory) = await Settle(await Beat(Third + 1, Hours));
        var rate = Hours * fleet.Devices / TimeProvider.System.GetElapsedTime(start).TotalSeconds;

        double beats = (double)Hours * fleet.Devices,
            written = late.Written - loaded.Written;
        return
        [
            new("heartbeats", $"{fleet.Devices:N0} devices, {Hours} rounds", rate, "/s"),
            new("heartbeats", "log written for each", (late.Log - loaded.Log) / beats, "B"),
            new(
                "heartbeats",
                "dead rows at the end : devices",
                late.Dead,
                "",
                fleet.Devices,
                late.Dead / (double)fleet.Devices
            ),
            new("heartbeats", "visits of autovacuum", late.Vacuums - loaded.Vacuums, ""),
            Row.AtMost(1, "heartbeats", "rows written : heartbeats", written, "", beats),
            Row.AtLeast(
                0.9,
                "heartbeats",
                "written in place : rows written",
                late.InPlace - loaded.InPlace,
                "",
                written
            ),
            new(
                "heartbeats",
                "table and indexes, after a third : loaded",
                early.Table / MB,
                "MB",
                loaded.Table / MB,
                early.Table / (double)loaded.Table
            ),
            Row.AtMost(
                1.1,
                "heartbeats",
                "table and indexes, end : after a third",
                late.Table / MB,
                "MB",
                early.Table / MB
            ),
            Row.AtMost(1.1, "heartbeats", "indexes, end : after a third", late.Indexes / MB, "MB", early.Indexes / MB),
            Row.AtMost(
                1.1,
                "heartbeats",
                "whole database, end : after a third",
                late.Database / MB,
                "MB",
                early.Database / MB
            ),
            Row.AtMost(1.2, "heartbeats", "memory of Activation, end : after a third", memory, "MB", earlyMemory),
        ];

        async Task<DateTimeOffset> Beat(int first, int last)
        {
            var began = TimeProvider.System.GetUtcNow();
            for (var hour = first; hour <= last; hour++)
            {
                began = TimeProvider.System.GetUtcNow();
                await Beats.OfAll(
                    app.Address("activation"),
                    fleet.Devices,
                    TimeSpan.FromSeconds(fleet.Devices / (double)BeatsPerSecond),
                    hour,
                    cancellationToken
                );
                var (beat, table) = (
                    fleet.Devices / (TimeProvider.System.GetUtcNow() - began).TotalSeconds,
                    (await fleet.Now(cancellationToken)).Table
                );
                Console.Error.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"hour {hour, 2}: {beat, 8:0}/s, {app.Memory("activation"):0} MB, table and indexes {table / MB:0} MB"
                    )
                );
            }
            return began;
        }

        async Task<(Fleet.Stored, double)> Settle(DateTimeOffset since) =>
            (await fleet.Settled(since, cancellationToken), app.Memory("activation"));
    }
}
