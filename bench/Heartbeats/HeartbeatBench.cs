using System.Globalization;

namespace Portal.Bench.Heartbeats;

/// <summary>
/// A day of devices that are to be seen every hour, as fast as it goes: 24 rounds. What grows must have stopped growing after the
/// second round; autovacuum comes by once a minute and hardly helps in such a short day.
/// </summary>
internal static class HeartbeatBench
{
    private const int Hours = 24;
    private const double MB = 1024 * 1024;

    public static async Task<IReadOnlyList<Row>> Run(bool quick, CancellationToken cancellationToken)
    {
        await using var app = await PortalApp.StartAsync();
        await using var fleet = await Fleet.Of(app, quick ? 10_000 : 100_000, cancellationToken);
        var loaded = await fleet.Now(cancellationToken);
        await Beat(1);
        var (early, earlyMemory) = await Settle(await Beat(2));

        var start = TimeProvider.System.GetTimestamp();
        var last = TimeProvider.System.GetUtcNow();
        for (var hour = 3; hour <= Hours; hour++)
            last = await Beat(hour);
        var rate = (Hours - 2) * fleet.Devices / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var (late, memory) = await Settle(last);

        double beats = (double)Hours * fleet.Devices, written = late.Written - loaded.Written;
        return
        [
            new("heartbeats", $"{fleet.Devices:N0} devices, {Hours} rounds", rate, "/s"),
            new("heartbeats", "log written for each", (late.Log - loaded.Log) / beats, "B"),
            new("heartbeats", "dead rows at the end : devices", late.Dead, "", fleet.Devices, late.Dead / (double)fleet.Devices),
            new("heartbeats", "visits of autovacuum", late.Vacuums - loaded.Vacuums, ""),
            Row.AtMost(1, "heartbeats", "rows written : heartbeats", written, "", beats),
            Row.AtLeast(0.9, "heartbeats", "written in place : rows written", late.InPlace - loaded.InPlace, "", written),
            new("heartbeats", "table and indexes, after 2 rounds : loaded", early.Table / MB, "MB", loaded.Table / MB, early.Table / (double)loaded.Table),
            Row.AtMost(1.1, "heartbeats", "table and indexes, end : after 2 rounds", late.Table / MB, "MB", early.Table / MB),
            Row.AtMost(1.1, "heartbeats", "indexes, end : loaded", late.Indexes / MB, "MB", loaded.Indexes / MB),
            Row.AtMost(1.1, "heartbeats", "whole database, end : after 2 rounds", late.Database / MB, "MB", early.Database / MB),
            Row.AtMost(1.2, "heartbeats", "memory of Activation, end : after 2 rounds", memory, "MB", earlyMemory),
        ];

        async Task<DateTimeOffset> Beat(int hour)
        {
            var began = TimeProvider.System.GetUtcNow();
            await Beats.OfAll(app.Address("activation"), fleet.Devices, hour, cancellationToken);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hour {hour,2}: {fleet.Devices / (TimeProvider.System.GetUtcNow() - began).TotalSeconds,8:0}/s, {app.Memory("activation"):0} MB"));
            return began;
        }

        async Task<(Fleet.Stored, double)> Settle(DateTimeOffset since) => (await fleet.Settled(since, cancellationToken), app.Memory("activation"));
    }
}
