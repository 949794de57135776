using Portal.Contracts.Licensing.V1;

namespace Portal.Activations.Domain;

/// <summary>How many devices a customer may still deactivate in the rolling period of the license.</summary>
/// <param name="Used">Remote deactivations within the period.</param>
/// <param name="Limit">Null: as many as they like.</param>
/// <param name="ResetsAt">When the next of them leaves the period; null if there is none.</param>
internal sealed record DeactivationQuota(int Used, int? Limit, int PeriodDays, DateTimeOffset? ResetsAt)
{
    private const int DefaultPeriodDays = 365;

    /// <param name="deactivations">When the customer deactivated, in any order.</param>
    public static DeactivationQuota Of(UsageTerms terms, IEnumerable<DateTimeOffset> deactivations, DateTimeOffset now)
    {
        var days = terms.DeactivationPeriodDays ?? DefaultPeriodDays;
        var counted = deactivations.Where(at => at.AddDays(days) > now).Order().ToList();
        // Over the limit (it was lowered), the next one is possible only when enough have left the period.
        var first = Math.Max(0, counted.Count - (terms.DeactivationQuota ?? counted.Count));
        return new(
            counted.Count,
            terms.DeactivationQuota,
            days,
            counted.Count == 0 ? null : counted[Math.Min(first, counted.Count - 1)].AddDays(days)
        );
    }

    public bool Allows(int more) => Limit is not { } limit || Used + more <= limit;
}
