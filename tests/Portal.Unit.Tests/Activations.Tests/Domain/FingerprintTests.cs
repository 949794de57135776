using CsCheck;
using Portal.Activations.Domain;
using Portal.Contracts.Licensing.V1;

namespace Portal.Activations.Tests.Domain;

public sealed class FingerprintTests
{
    private static readonly Gen<Fingerprint> Machines = Gen.Dictionary(
            Gen.OneOf("board", "cpu", "disk", "mac", "os"),
            Gen.OneOf("1", "2", "3")
        )[2, 5]
        .Select(Parse);

    [Theory]
    [InlineData(4, true, true, true, true)]
    [InlineData(3, false, true, true, true)]
    [InlineData(2, false, false, true, true)]
    [InlineData(1, false, false, false, true)]
    [InlineData(0, false, false, false, false)]
    public void Of_four_components_as_many_must_match_as_the_policy_says(
        int same,
        bool all,
        bool most,
        bool anyTwo,
        bool any
    )
    {
        var stored = Parse(Enumerable.Range(0, 4).ToDictionary(number => $"c{number}", _ => "old"));
        var today = Parse(
            Enumerable.Range(0, 4).ToDictionary(number => $"c{number}", number => number < same ? "old" : "new")
        );
        bool Matches(FingerprintMatching matching) => today.Matches(stored.Components, matching);
        Assert.Equal(
            (all, most, anyTwo, any),
            (
                Matches(FingerprintMatching.All),
                Matches(FingerprintMatching.Most),
                Matches(FingerprintMatching.AnyTwo),
                Matches(FingerprintMatching.Any)
            )
        );
    }

    [Fact]
    public void A_machine_always_matches_itself_and_never_nothing() =>
        Gen.Select(Machines, Gen.Enum<FingerprintMatching>())
            .Sample(
                (machine, matching) =>
                    machine.Matches(machine.Components, matching)
                    && !machine.Matches([], matching)
                    && !machine.Matches(null, matching)
            );

    [Fact]
    public void One_component_alone_is_no_two() =>
        Assert.False(
            Parse(new() { ["a"] = "1" }).Matches(Parse(new() { ["a"] = "1" }).Components, FingerprintMatching.AnyTwo)
        );

    [Fact]
    public void What_a_strict_policy_accepts_a_loose_one_never_refuses() =>
        Gen.Select(Machines, Machines)
            .Sample(
                (stored, today) =>
                {
                    bool Matches(FingerprintMatching matching) => today.Matches(stored.Components, matching);
                    return (
                            !Matches(FingerprintMatching.All)
                            || (Matches(FingerprintMatching.Most) && Matches(FingerprintMatching.AnyTwo))
                        )
                        && (
                            !(Matches(FingerprintMatching.Most) || Matches(FingerprintMatching.AnyTwo))
                            || Matches(FingerprintMatching.Any)
                        )
                        && Matches(FingerprintMatching.Any) == today.Resembles(stored.Components);
                }
            );

    [Fact]
    public void The_identifier_is_the_components_whatever_their_order() =>
        Machines.Sample(machine =>
            Parse(new() { ["b"] = "2", ["a"] = "1" }).Identifier == Parse(new() { ["a"] = "1", ["b"] = "2" }).Identifier
            && machine.Identifier != Parse(new() { ["other"] = "x" }).Identifier
        );

    [Fact]
    public void A_value_moved_to_another_component_is_another_machine() =>
        Assert.NotEqual(Parse(new() { ["a"] = "1" }).Identifier, Parse(new() { ["b"] = "1" }).Identifier);

    private static Fingerprint Parse(Dictionary<string, string> components)
    {
        Assert.True(Fingerprint.TryParse(components, out var fingerprint));
        return fingerprint!;
    }
}
