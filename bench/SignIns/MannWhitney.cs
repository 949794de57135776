namespace Portal.Bench.SignIns;

/// <summary>The Mann-Whitney U test by its normal approximation, which is exact enough from some twenty values each.</summary>
internal static class MannWhitney
{
    /// <returns>How probable a difference of ranks as large as this one is if both samples come from one distribution: 0 to 1.</returns>
    public static double P(IReadOnlyCollection<double> one, IReadOnlyCollection<double> other)
    {
        var values = one.Select(value => (Value: value, IsOne: true))
            .Concat(other.Select(value => (Value: value, IsOne: false)))
            .OrderBy(item => item.Value)
            .ToList();
        double rankSum = 0;
        for (var first = 0; first < values.Count; )
        {
            var next = first;
            while (next < values.Count && values[next].Value.Equals(values[first].Value))
                next++;
            // Equal values share the mean of their ranks, which count from one.
            rankSum += (first + 1 + next) / 2.0 * values.Skip(first).Take(next - first).Count(item => item.IsOne);
            first = next;
        }
        var (n, m) = ((double)one.Count, (double)other.Count);
        var u = rankSum - n * (n + 1) / 2;
        var z = (Math.Abs(u - n * m / 2) - 0.5) / Math.Sqrt(n * m * (n + m + 1) / 12);
        return Math.Min(1, 2 * UpperTail(Math.Max(0, z)));
    }

    /// <summary>Of the normal distribution: Abramowitz and Stegun, 26.2.17; wrong by less than 1e-7.</summary>
    private static double UpperTail(double z)
    {
        var t = 1 / (1 + 0.2316419 * z);
        var polynomial =
            t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * polynomial;
    }
}
