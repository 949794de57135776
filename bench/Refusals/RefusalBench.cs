using System.Collections.Concurrent;

namespace Portal.Bench.Refusals;

/// <summary>How long a suspended license is still accepted: by the first replica that answers, and by the last one.</summary>
internal static class RefusalBench
{
    private const int Programs = 4;
    private const int InARow = 12;

    private sealed record Answer(long At, bool Valid);

    public static async Task<IReadOnlyList<Row>> Run(bool quick, CancellationToken cancellationToken)
    {
        RateLimits.Lift();
        await using var app = await PortalApp.StartAsync("--replicas", "activation=2");
        var catalogue = new Catalogue(app);
        var account = await catalogue.NewAccount();
        var (first, last) = (new List<double>(), new List<double>());
        for (var round = 0; round < (quick ? 20 : 100); round++)
        {
            var (one, all) = await Suspend(app, catalogue, account, cancellationToken);
            first.Add(one);
            last.Add(all);
        }
        return
        [
            new Row("refusals", "suspended → first refusal, median", first.Median(), "ms"),
            new Row("refusals", "suspended → last acceptance, median", last.Median(), "ms"),
            Row.AtMost(
                1,
                "refusals",
                "suspended → last acceptance, p99 : 250 ms",
                last.Order().ElementAt((int)(0.99 * (last.Count - 1))),
                "ms",
                250
            ),
        ];
    }

    /// <summary>From the answer to the suspension, in milliseconds.</summary>
    private static async Task<(double First, double Last)> Suspend(
        PortalApp app,
        Catalogue catalogue,
        Catalogue.Account account,
        CancellationToken cancellationToken
    )
    {
        var license = await catalogue.NewLicenseInUse(new { activationLimit = 1 }, new { accountId = account.Id });
        var program = new VendorProgram(app, license.Key);
        await program.Activated("device");
        var answers = new ConcurrentQueue<Answer>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var load = Task.WhenAll(Enumerable.Range(0, Programs).Select(_ => Validate(program, answers, stop.Token)));
        await Eventually.Is(() => Task.FromResult(answers.Count > InARow), "programs are answered");

        await catalogue.Move(license, "suspend", new { reason = "bench" });
        var suspended = TimeProvider.System.GetTimestamp();
        await Eventually.Is(
            () =>
                Task.FromResult(
                    answers.Count > InARow * Programs
                        && !answers.TakeLast(InARow * Programs).Any(answer => answer.Valid)
                ),
            "every replica refuses"
        );
        await stop.CancelAsync();
        await load;
        var firstRefusal = answers.Where(answer => !answer.Valid).Min(answer => answer.At);
        var lastAcceptance = answers.Where(answer => answer.Valid).Max(answer => answer.At);
        return (Milliseconds(suspended, firstRefusal), Milliseconds(suspended, lastAcceptance));
    }

    private static double Milliseconds(long since, long until) =>
        Math.Max(0, TimeProvider.System.GetElapsedTime(since, until).TotalMilliseconds);

    private static async Task Validate(
        VendorProgram program,
        ConcurrentQueue<Answer> answers,
        CancellationToken cancellationToken
    )
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var verdict = await program.Validate("device");
            answers.Enqueue(new(TimeProvider.System.GetTimestamp(), verdict.Valid));
        }
    }
}
