namespace Portal.Bench.Growth;

/// <summary>
/// The same requests of the same account, which has as many licenses in both, against a small and a large copy in turn. Only the
/// rest of the table differs, so the ratio says what growth costs.
/// </summary>
internal static class GrowthBench
{
    private const double Bar = 1.5;
    private const int Rounds = 5, WarmUp = 100;

    public static async Task<IReadOnlyList<Row>> Run(bool quick, CancellationToken cancellationToken)
    {
        var (few, many, accounts, ofOne, requests) = quick ? (1_000, 100_000, 1_000, 500, 100) : (10_000, 1_000_000, 50_000, 5_000, 200);
        await using var small = await Copy.Loaded(few, Math.Max(10, accounts / 100), ofOne, cancellationToken);
        await using var large = await Copy.Loaded(many, accounts, ofOne, cancellationToken);

        var rows = new List<Row> { new("load", $"{many:N0} licenses of {accounts:N0} accounts by portalctl", large.Loading.TotalSeconds, "s") };
        foreach (var (name, address) in Pages)
        {
            await Latencies.Of(() => small.Get(address(small)), WarmUp, cancellationToken);
            await Latencies.Of(() => large.Get(address(large)), WarmUp, cancellationToken);
            var rounds = new List<(double Small, double Large)>();
            for (var round = 0; round < Rounds; round++)
                rounds.Add((await P99(small, address, requests, cancellationToken), await P99(large, address, requests, cancellationToken)));
            rows.Add(Row.AtMost(Bar, "growth", $"{name}, p99", rounds.Select(round => round.Large).Median(), "ms", rounds.Select(round => round.Small).Median()));
        }
        return rows;
    }

    private static IEnumerable<(string Name, Func<Copy, string> Address)> Pages =>
    [
        ("first page", _ => "/licenses"),
        ("sorted by expiry", _ => "/licenses?sort=expires"),
        ("part of a key", copy => $"/licenses?search={copy.PartOfAKey}"),
        ("part of a product's name", _ => "/licenses?search=cartog"),
        ("one state", _ => "/licenses?state=expired"),
        ("expiring within 30 days", _ => "/licenses?expiringDays=30"),
        ("dashboard", _ => "/summary"),
    ];

    private static async Task<double> P99(Copy copy, Func<Copy, string> address, int requests, CancellationToken cancellationToken) =>
        (await Latencies.Of(() => copy.Get(address(copy)), requests, cancellationToken)).Percentile(0.99);
}
