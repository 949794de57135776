namespace Portal.Embedded.Hosting.Processes;

/// <summary>Half a second, doubled up to ten; from the start again after a minute of health.</summary>
internal sealed class BackOff(TimeProvider clock)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5), Longest = TimeSpan.FromSeconds(10), Forgotten = TimeSpan.FromMinutes(1);

    private TimeSpan _next = First;
    private long? _healthySince;

    public void Healthy() => _healthySince = clock.GetTimestamp();

    public TimeSpan Next()
    {
        if (_healthySince is { } since && clock.GetElapsedTime(since) >= Forgotten)
            _next = First;
        _healthySince = null;
        var delay = _next;
        _next = delay * 2 < Longest ? delay * 2 : Longest;
        return delay;
    }
}
