namespace Portal.Bench.Growth;

/// <summary>
/// The same requests of the same account, which has as many licenses in both, against a small and a large copy in turn. Only the
/// rest of the table differs, so the ratio says what growth costs. Then what an account with a tenth of all licenses waits for.
/// </summary>
internal static class GrowthBench
{
    private const double Bar = 1.5;
    private const int Requests = 100, WarmUp = 50;

    public static async Task<IReadOnlyList<Row>> Run(bool quick, CancellationToken cancellationToken)
    {
        var (few, many, accounts, ofOne, ofLargest, rounds) = quick ? (1_000, 100_000, 500, 500, 10_000, 3) : (10_000, 1_000_000, 50_000, 5_000, 100_000, 9);
        var (starting, loading) = (Copy.Loaded(few, Math.Max(10, accounts / 100), ofOne, 0, cancellationToken), Copy.Loaded(many, accounts, ofOne, ofLargest, cancellationToken));
        await using var small = await starting;
        await using var large = await loading;

        var rows = new List<Row> { new("load", $"{many:N0} licenses of {accounts:N0} accounts by portalctl", large.Loading.TotalSeconds, "s"), new("load", "until every service knew of them", large.Arriving.TotalSeconds, "s") };
        foreach (var (name, address) in Pages)
        {
            await Latencies.Of(() => small.Get(address(small)), WarmUp, cancellationToken);
            await Latencies.Of(() => large.Get(address(large)), WarmUp, cancellationToken);
            var measured = new List<(double Small, double Large)>();
            for (var round = 0; round < rounds; round++)
                measured.Add((await P99(small, address, cancellationToken), await P99(large, address, cancellationToken)));
            rows.Add(Row.AtMost(Bar, "growth", $"{name}, p99", measured.Select(round => round.Large).Median(), "ms", measured.Select(round => round.Small).Median()));
        }
        large.AsLargest();
        foreach (var (name, address) in Pages)
            rows.Add(new("account with very many", $"{name}, p99 with {ofLargest:N0} licenses", await P99(large, address, cancellationToken), "ms"));
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

    private static async Task<double> P99(Copy copy, Func<Copy, string> address, CancellationToken cancellationToken) =>
        (await Latencies.Of(() => copy.Get(address(copy)), Requests, cancellationToken)).Percentile(0.99);
}
