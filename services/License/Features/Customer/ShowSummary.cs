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
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <param name="Active">In state Active.</param>
    /// <param name="Slots">Sum of the limits of licenses that have one.</param>
    /// <param name="Unlimited">Licenses without a limit.</param>
    /// <param name="ExpiringSoon">Expire within 30 days and still work.</param>
    /// <param name="Attention">Most urgent first.</param>
    public sealed record Response(int Total, int Active, int UsedSlots, int Slots, int Unlimited, int ExpiringSoon, IReadOnlyList<Attention> Attention);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/summary", Handle);

    private static async Task<Ok<Response>> Handle(Caller caller, LicenseDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var mine = db.Licenses.AsNoTracking().VisibleTo(caller);
        var figures = await mine.GroupBy(_ => 1).Select(all => new
        {
            Total = all.Count(),
            Active = all.Count(l => l.RevokedAt == null && l.SuspendedAt == null && (l.EndsAt == null || l.EndsAt > now) && l.UsedSlots > 0),
            Used = all.Sum(l => l.UsedSlots),
            Slots = all.Sum(l => l.ActivationLimit ?? 0),
            Unlimited = all.Count(l => l.ActivationLimit == null),
            Soon = all.Count(l => l.RevokedAt == null && l.SuspendedAt == null && l.EndsAt > now && l.ExpiresAt <= now + Soon),
        }).SingleOrDefaultAsync(cancellationToken);
        if (figures is null)
            return TypedResults.Ok(new Response(0, 0, 0, 0, 0, 0, []));

        var attention = await NeedAttention(mine, db, now, cancellationToken);
        return TypedResults.Ok(new Response(figures.Total, figures.Active, figures.Used, figures.Slots, figures.Unlimited, figures.Soon, attention));
    }

    private static async Task<List<Attention>> NeedAttention(IQueryable<License> mine, LicenseDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var horizon = now + Soon;
        var candidates = await mine
            .Where(l => l.RevokedAt == null && (l.SuspendedAt != null || l.EndsAt <= now || l.ExpiresAt <= horizon || l.UsedSlots >= l.ActivationLimit))
            .Join(db.Products, license => license.ProductId, product => product.Id, Owned.Pair)
            .ToListAsync(cancellationToken);
        return [.. candidates.Select(owned => Domain.Attention.Of(owned.License, owned.Product, now)).OfType<Attention>()
            .OrderBy(attention => attention.Urgency).ThenBy(attention => attention.At).Take(MostAttention)];
    }
}
