using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Identity.Data;
using Portal.Identity.Domain;
using Portal.Identity.SignIns;
using Portal.ServiceDefaults;

namespace Portal.Identity.Features.Customer;

/// <summary>The newest attempts to sign in as the caller, those that failed too.</summary>
internal static class ListSignIns
{
    private const int Max = 20;

    public sealed record Response(IReadOnlyList<Item> Items);

    /// <param name="Rejection">Why it failed; null: it succeeded.</param>
    /// <param name="Place">City and country by the vendor's own database; null: not known.</param>
    public sealed record Item(
        DateTimeOffset At,
        SignInMethod Method,
        string? Rejection,
        string Device,
        string Address,
        string? Place
    );

    public static void Map(RouteGroupBuilder group) => group.MapGet("/me/sign-ins", Handle);

    private static async Task<Ok<Response>> Handle(
        Caller caller,
        IdentityDb db,
        Places places,
        CancellationToken cancellationToken
    )
    {
        var records = await db
            .SignIns.AsNoTracking()
            .Where(record => record.UserId == caller.UserId)
            .OrderByDescending(record => record.At)
            .ThenByDescending(record => record.Id)
            .Take(Max)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new Response([
                .. records.Select(record => new Item(
                    record.At,
                    record.Method,
                    record.Rejection,
                    record.Device,
                    record.Address,
                    places.Of(record.Address)
                )),
            ])
        );
    }
}
