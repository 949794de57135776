namespace Portal.Testing.Sequences;

/// <summary>What License says about a license, as far as an answer depends on it.</summary>
public sealed record Terms(int? Limit = 2, bool Suspended = false, bool Expired = false, bool Revoked = false);

/// <summary>Something that happens to a license. Numbers count from what happened last, round and round, so that any choice of steps makes sense.</summary>
public abstract record Step
{
    /// <summary>License decides; nobody has been told yet.</summary>
    public sealed record Change(Terms Terms) : Step;

    /// <summary>What License said arrives, in this order: how many changes ago each was; again and again, newer before older.</summary>
    public sealed record Deliver(params int[] Ages) : Step
    {
        public override string ToString() => $"Deliver {{ Ages = {string.Join(' ', Ages)} }}";
    }

    public sealed record Activate(int Device) : Step;

    /// <summary>An earlier request to activate once more, under its Idempotency-Key.</summary>
    public sealed record ActivateAgain(int Request) : Step;

    public sealed record Deactivate(int Activation) : Step;

    public sealed record Validate(int Device) : Step;

    public sealed record Heartbeat(int Activation) : Step;

    /// <summary>Always the same steps for the same seed.</summary>
    public static IReadOnlyList<Step> From(int seed)
    {
        var (random, terms, steps) = (new Random(seed), new Terms(), new List<Step>());
        for (var left = random.Next(8, 24); left > 0; left--)
        {
            switch (random.Next(12))
            {
                case 0 or 1 or 2:
                    steps.Add(new Change(terms = Next(terms, random)));
                    if (random.Next(5) > 0)
                        steps.Add(new Deliver(Shuffled([0, .. SomeAges(random, 0, 3)], random)));
                    break;
                case 3:
                    steps.Add(new Deliver(SomeAges(random, 1, 4)));
                    break;
                case 4 or 5 or 6:
                    steps.Add(new Activate(random.Next(4)));
                    break;
                case 7:
                    steps.Add(new ActivateAgain(random.Next(4)));
                    break;
                case 8:
                    steps.Add(new Deactivate(random.Next(4)));
                    break;
                case 9:
                    steps.Add(new Heartbeat(random.Next(4)));
                    break;
                default:
                    steps.Add(new Validate(random.Next(4)));
                    break;
            }
        }
        return steps;
    }

    private static Terms Next(Terms now, Random random) =>
        random.Next(12) switch
        {
            0 or 1 => now with { Suspended = true },
            2 or 3 => now with { Suspended = false },
            4 => now with { Expired = true },
            5 or 6 => now with { Expired = false },
            7 when random.Next(3) == 0 => now with { Revoked = true },
            8 => now with { Limit = null },
            _ => now with { Limit = random.Next(4) },
        };

    private static int[] SomeAges(Random random, int fewest, int most) =>
        [.. Enumerable.Range(0, random.Next(fewest, most)).Select(_ => random.Next(5))];

    private static int[] Shuffled(int[] ages, Random random)
    {
        random.Shuffle(ages);
        return ages;
    }
}
