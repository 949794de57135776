namespace Portal.AppHost.Running;

/// <summary>Half a second, doubled up to ten; from the start again after a minute without a crash.</summary>
internal sealed class BackOff(TimeProvider clock)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(1);

    private TimeSpan _next = First;
    private long _last = clock.GetTimestamp();

    public TimeSpan Next()
    {
        if (clock.GetElapsedTime(_last) >= Forgotten)
            _next = First;
        _last = clock.GetTimestamp();
        var delay = _next;
        _next = delay * 2 < Longest ? delay * 2 : Longest;
        return delay;
    }
}
