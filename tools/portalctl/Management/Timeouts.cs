namespace Portal.Ctl.Management;

/// <summary>How long to go on asking while services start or events are on their way.</summary>
/// <param name="Limit">After this the last answer stands.</param>
/// <param name="ForEvents">The same, for what one service has to replicate from another first.</param>
internal sealed record Timeouts(TimeSpan Limit, TimeSpan ForEvents)
{
    public static readonly Timeouts Interactive = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3));
    public static readonly Timeouts Bulk = new(TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(30));

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50),
        MaxPause = TimeSpan.FromSeconds(2);

    public static TimeSpan PauseAfter(int attempt) =>
        TimeSpan.FromTicks(Math.Min(MaxPause.Ticks, FirstPause.Ticks << Math.Min(attempt, 10)));
}
