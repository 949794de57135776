using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licensing.Data;
using Portal.Licensing.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licensing.Features.Customer;

/// <summary>The figures of the dashboard and what needs attention.</summary>
internal static class ShowSummary
{
    private const int MostAttention = 20;

    /// <param name="Active">In state Active.</param>
    /// <param name="Slots">Sum of the limits of licenses that have one.</param>
    /// <param name="Unlimited">Licenses without a limit.</param>
    /// <param name="ExpiringSoon">Expire within 30 days and still work.</param>
    /// <param name="Attention">Most urgent first.</param>
    public sealed record Response(int Total, int Active, long UsedSlots, long Slots, int Unlimited, int ExpiringSoon, IReadOnlyList<Attention> Attention);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/summary", Handle);

    private static async Task<Ok<Response>> Handle(Caller caller, LicenseDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var soon = now + Domain.Attention.Soon;
        var mine = db.Licenses.AsNoTracking().VisibleTo(caller);
        var figures = await mine.GroupBy(_ => 1).Select(all => new
        {
            Total = all.Count(),
            Active = all.Count(l => l.RevokedAt == null && l.SuspendedAt == null && (l.EndsAt == null || l.EndsAt > now) && l.UsedSlots > 0),
            Used = all.Sum(l => (long)l.UsedSlots),
            Slots = all.Sum(l => (long)(l.ActivationLimit ?? 0)),
            Unlimited = all.Count(l => l.ActivationLimit == null),
            AtLimit = all.Count(l => l.UsedSlots >= l.ActivationLimit),
            Soon = all.Count(l => l.RevokedAt == null && l.SuspendedAt == null && l.EndsAt > now && l.ExpiresAt <= soon),
        }).SingleOrDefaultAsync(cancellationToken);
        if (figures is null)
            return TypedResults.Ok(new Response(0, 0, 0, 0, 0, 0, []));

        var attention = await NeedAttention(mine, figures.AtLimit > 0, db, now, cancellationToken);
        return TypedResults.Ok(new Response(figures.Total, figures.Active, figures.Used, figures.Slots, figures.Unlimited, figures.Soon, attention));
    }

    /// <summary>The first few of each reason. No index knows which are full, so they are only looked for where there are some.</summary>
    private static async Task<List<Attention>> NeedAttention(IQueryable<License> mine, bool someAtLimit, LicenseDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (horizon, recently) = (now + Domain.Attention.Soon, now - Domain.Attention.Recently);
        var sound = mine.Where(l => l.RevokedAt == null && l.SuspendedAt == null);
        var expired = sound.Where(l => l.EndsAt <= now && l.EndsAt > recently).OrderBy(l => l.EndsAt);
        var suspended = mine.Where(l => l.RevokedAt == null && l.SuspendedAt != null).OrderBy(l => l.SuspendedAt);
        var expiring = sound.Where(l => l.EndsAt > now && l.ExpiresAt <= horizon).OrderBy(l => l.EndsAt);
        var running = sound.Where(l => l.EndsAt == null || (l.EndsAt > now && l.ExpiresAt > horizon));
        // Not by id alone: the planner may then walk through the licenses of all accounts in that order.
        var full = running.Where(l => l.UsedSlots >= l.ActivationLimit).OrderBy(l => l.AssignedAt).ThenBy(l => l.Id);
        var uncovered = running.Where(l => l.MaintenanceEndsAt > now && l.MaintenanceEndsAt <= horizon).OrderBy(l => l.MaintenanceEndsAt);
        var first = expired.Take(MostAttention).Concat(suspended.Take(MostAttention)).Concat(expiring.Take(MostAttention)).Concat(uncovered.Take(MostAttention));
        var candidates = await (someAtLimit ? first.Concat(full.Take(MostAttention)) : first).ToListAsync(cancellationToken);
        var products = await db.Products.AsNoTracking().ToDictionaryAsync(product => product.Id, cancellationToken);
        return [.. candidates.DistinctBy(license => license.Id).Select(license => Domain.Attention.Of(license, products[license.ProductId], now)).OfType<Attention>()
            .OrderBy(attention => attention.Urgency).ThenBy(attention => attention.At).Take(MostAttention)];
    }
}
