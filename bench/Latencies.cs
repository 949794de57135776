namespace Portal.Bench;

/// <summary>How long each of many requests took.</summary>
internal sealed class Latencies
{
    private readonly List<double> _milliseconds = [];

    public static async Task<Latencies> Of(Func<Task> request, int count, CancellationToken cancellationToken)
    {
        var latencies = new Latencies();
        for (var done = 0; done < count && !cancellationToken.IsCancellationRequested; done++)
        {
            var start = TimeProvider.System.GetTimestamp();
            await request();
            latencies._milliseconds.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }
        latencies._milliseconds.Sort();
        return latencies;
    }

    /// <summary>In milliseconds.</summary>
    public double Percentile(double share) => _milliseconds[(int)Math.Ceiling(share * _milliseconds.Count) - 1];
}

internal static class Medians
{
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
