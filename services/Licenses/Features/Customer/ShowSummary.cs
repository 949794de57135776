using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Customer;

/// <summary>The figures of the dashboard and what needs attention.</summary>
internal static class ShowSummary
{
    private const int MaxAttention = 20;

    /// <param name="Active">In state Active.</param>
    /// <param name="UsedSlots">Of licenses that work: a slot of a suspended or expired one is of no use.</param>
    /// <param name="Slots">Sum of the limits of licenses that work and have one.</param>
    /// <param name="Unlimited">Licenses that work and have no limit.</param>
    /// <param name="ExpiringSoon">Expire within 30 days and still work.</param>
    /// <param name="Attention">The first of them: what can still be prevented by its date, then what has stopped.</param>
    /// <param name="NeedAttention">All that need attention: as many as <c>/licenses?attention=any</c> lists.</param>
    /// <param name="Past">Ended too long ago to need attention: as many as <c>/licenses?attention=past</c> lists.</param>
    /// <param name="NotActivated">In state Assigned: work, but are in use nowhere.</param>
    public sealed record Response(
        int Total,
        int Active,
        long UsedSlots,
        long Slots,
        int Unlimited,
        int ExpiringSoon,
        IReadOnlyList<AttentionItem> Attention,
        int NeedAttention,
        int Past,
        int NotActivated
    );

    public static void Map(RouteGroupBuilder group) => group.MapGet("/summary", Handle);

    private static async Task<Ok<Response>> Handle(
        Caller caller,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var soon = now + Rules.Attention.Soon;
        var mine = db.Licenses.AsNoTracking().VisibleTo(caller);
        var figures = await mine.Select(l => new
            {
                Works = l.RevokedAt == null && l.SuspendedAt == null && (l.EndsAt == null || l.EndsAt > now),
                l.UsedSlots,
                l.ActivationLimit,
                l.ExpiresAt,
            })
            .GroupBy(_ => 1)
            .Select(all => new
            {
                Total = all.Count(),
                Active = all.Count(l => l.Works && l.UsedSlots > 0),
                Used = all.Sum(l => l.Works ? (long)l.UsedSlots : 0),
                Slots = all.Sum(l => l.Works ? (long)(l.ActivationLimit ?? 0) : 0),
                Unlimited = all.Count(l => l.Works && l.ActivationLimit == null),
                Soon = all.Count(l => l.Works && l.ExpiresAt <= soon),
                Unused = all.Count(l => l.Works && l.UsedSlots == 0),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (figures is null)
            return TypedResults.Ok(new Response(0, 0, 0, 0, 0, 0, [], 0, 0, 0));

        var products = await db.ProductsOf(caller).ToDictionaryAsync(product => product.Id, cancellationToken);
        var queries = AttentionQueries.At(now, products.Values);
        var needing = queries.Filter(mine, Rules.Attention.Any);
        var count = await needing.CountAsync(cancellationToken);
        var past = await queries.Filter(mine, Rules.Attention.Past).CountAsync(cancellationToken);
        var first = new List<License>();
        foreach (var part in count == 0 ? [] : queries.ByUrgency(needing))
            first.AddRange(await part.Take(MaxAttention - first.Count).ToListAsync(cancellationToken));
        var items = first.Select(license => AttentionItem.Of(license, products[license.ProductId], now)).ToList();
        return TypedResults.Ok(
            new Response(
                figures.Total,
                figures.Active,
                figures.Used,
                figures.Slots,
                figures.Unlimited,
                figures.Soon,
                items,
                count,
                past,
                figures.Unused
            )
        );
    }
}
