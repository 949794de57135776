using System.Collections.Concurrent;
using System.Globalization;

namespace Portal.Testing.Sequences;

/// <summary>
/// Many sequences side by side. <c>PORTAL_SEQUENCES</c> says how many, <c>PORTAL_SEED</c> with which the first is made: a failure
/// names its own, so that <c>PORTAL_SEED=… PORTAL_SEQUENCES=1</c> repeats it.
/// </summary>
public sealed class Campaign(Func<TimeSpan, Sequence> fresh, int usualCount)
{
    private const int SideBySide = 16,
        MaxReported = 5;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60),
        ShortTimeout = TimeSpan.FromSeconds(2);
    private readonly ConcurrentQueue<(int Seed, string Difference)> _differences = [];
    private int _played;

    public int Played => _played;

    public int Count { get; } = Number("PORTAL_SEQUENCES") ?? usualCount;

    /// <summary>What differs from the model, with seed and steps; empty if nothing does.</summary>
    public async Task<string> Run()
    {
        var first = Number("PORTAL_SEED") ?? Random.Shared.Next();
        var played = new ConcurrentQueue<(int Seed, Sequence Sequence)>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Count),
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide },
            async (number, _) =>
            {
                var (seed, sequence) = (unchecked(first + number), fresh(Timeout));
                if (_differences.Count >= MaxReported)
                    return;
                if (await sequence.Play(Step.From(seed)) is { } difference)
                    _differences.Enqueue((seed, difference));
                else
                    played.Enqueue((seed, sequence));
                Interlocked.Increment(ref _played);
            }
        );
        await EverythingHasArrived();
        await Parallel.ForEachAsync(
            played,
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide },
            async (one, _) =>
            {
                if (await one.Sequence.Settled() is { } difference)
                    _differences.Enqueue((one.Seed, "in the end, " + difference));
            }
        );
        var reports = _differences
            .Take(MaxReported)
            .Select(async one =>
                $"PORTAL_SEED={one.Seed}: {one.Difference}\n{string.Join('\n', await Needed(one.Seed))}"
            );
        return string.Join("\n\n", await Task.WhenAll(reports));
    }

    /// <summary>A queue is a queue: what was sent last is there when all before it is.</summary>
    private async Task EverythingHasArrived()
    {
        for (var last = 0; last < SideBySide; last++)
            await fresh(Timeout).Play([]);
    }

    /// <summary>The steps without those that make no difference.</summary>
    private async Task<IReadOnlyList<Step>> Needed(int seed)
    {
        var steps = Step.From(seed);
        for (var at = steps.Count - 1; at >= 0; at--)
        {
            IReadOnlyList<Step> fewer = [.. steps.Where((_, index) => index != at)];
            if (await fresh(ShortTimeout).Play(fewer) is not null)
                steps = fewer;
        }
        return steps;
    }

    private static int? Number(string variable) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(variable),
            NumberStyles.Integer,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
