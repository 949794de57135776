namespace Portal.Bench.Growth;

/// <summary>
/// The same requests of the same account, which has as many licenses in both, to a small and a large copy in turn. Only the
/// rest of the table differs, so the ratio says what growth costs. Then what an account with a tenth of all licenses waits for. Quick: License alone, without that account.
/// </summary>
internal static class GrowthBench
{
    private const double Bar = 1.5;
    private const int Requests = 100,
        WarmUp = 50;

    public static async Task<IReadOnlyList<Row>> Run(bool quick, CancellationToken cancellationToken)
    {
        var (few, many, accounts, ofOne, ofLargest, rounds) = quick
            ? (1_000, 100_000, 100, 500, 0, 5)
            : (10_000, 1_000_000, 50_000, 5_000, 100_000, 9);
        var (starting, loading) = (
            Copy.Loaded(few, Math.Max(10, accounts / 100), ofOne, 0, !quick, cancellationToken),
            Copy.Loaded(many, accounts, ofOne, ofLargest, !quick, cancellationToken)
        );
        await using var small = await starting;
        await using var large = await loading;

        var rows = new List<Row>
        {
            new("load", $"{many:N0} licenses of {accounts:N0} accounts by portalctl", large.Loading.TotalSeconds, "s"),
        };
        if (!quick)
            rows.Add(new("load", "until every service knew of them", large.Arriving.TotalSeconds, "s"));
        foreach (var (_, address) in Pages)
            await InTurn(address, WarmUp);
        // A page's rounds lie apart: a bad moment of the machine is in one of them.
        var measured = Pages.ToDictionary(page => page.Name, _ => new List<(double Small, double Large)>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, address) in Pages)
                measured[name].Add(await InTurn(address, Requests));
        }
        rows.AddRange(
            measured.Select(page =>
                Row.AtMost(
                    Bar,
                    "growth",
                    $"{page.Key}, p99",
                    page.Value.Select(round => round.Large).Median(),
                    "ms",
                    page.Value.Select(round => round.Small).Median()
                )
            )
        );
        if (quick)
            return rows;
        large.AsLargest();
        foreach (var (name, address) in Pages)
        {
            var latencies = await Latencies.Of(() => large.Get(address(large)), Requests, cancellationToken);
            rows.Add(
                new(
                    "account with very many",
                    $"{name}, p99 with {ofLargest:N0} licenses",
                    latencies.Percentile(0.99),
                    "ms"
                )
            );
        }
        return rows;

        async Task<(double Small, double Large)> InTurn(Func<Copy, string> address, int count)
        {
            var (ofSmall, ofMany) = await Latencies.InTurn(
                () => small.Get(address(small)),
                () => large.Get(address(large)),
                count,
                cancellationToken
            );
            return (ofSmall.Percentile(0.99), ofMany.Percentile(0.99));
        }
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
}
