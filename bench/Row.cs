namespace Portal.Bench;

/// <summary>One measurement.</summary>
/// <param name="Reference">What it is compared with, in the same unit and run.</param>
/// <param name="Ratio"><paramref name="Value"/> over <paramref name="Reference"/>.</param>
/// <param name="Bar">The limit for the ratio, as quality asks it: "≤ 1.5", "≥ 0.35".</param>
internal sealed record Row(
    string Scenario,
    string Case,
    double Value,
    string Unit,
    double? Reference = null,
    double? Ratio = null,
    string? Bar = null,
    bool? Holds = null
)
{
    public static Row AtMost(double bar, string scenario, string name, double value, string unit, double reference) =>
        new(
            scenario,
            name,
            value,
            unit,
            reference,
            value / reference,
            FormattableString.Invariant($"≤ {bar}"),
            value / reference <= bar
        );

    public static Row AtLeast(double bar, string scenario, string name, double value, string unit, double reference) =>
        new(
            scenario,
            name,
            value,
            unit,
            reference,
            value / reference,
            FormattableString.Invariant($"≥ {bar}"),
            value / reference >= bar
        );
}
