namespace Portal.Bench;

/// <summary>How long each of many requests took.</summary>
internal sealed class Latencies
{
    private readonly List<double> _milliseconds = [];

    public static async Task<Latencies> Of(Func<Task> request, int count, CancellationToken cancellationToken)
    {
        var latencies = new Latencies();
        for (var done = 0; done < count && !cancellationToken.IsCancellationRequested; done++)
            await latencies.Add(request);
        return latencies;
    }

    /// <summary>Two kinds of request in turn, so that what disturbs the machine disturbs both.</summary>
    public static async Task<(Latencies One, Latencies Other)> InTurn(
        Func<Task> one,
        Func<Task> other,
        int count,
        CancellationToken cancellationToken
    )
    {
        var (first, second) = (new Latencies(), new Latencies());
        for (var done = 0; done < count && !cancellationToken.IsCancellationRequested; done++)
        {
            await first.Add(one);
            await second.Add(other);
        }
        return (first, second);
    }

    /// <summary>In milliseconds.</summary>
    public double Percentile(double share) =>
        _milliseconds.Order().ElementAt((int)Math.Ceiling(share * _milliseconds.Count) - 1);

    private async Task Add(Func<Task> request)
    {
        var start = TimeProvider.System.GetTimestamp();
        await request();
        _milliseconds.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
    }
}

internal static class Medians
{
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
