using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Identity.SignIns;
using Portal.ServiceDefaults;

namespace Portal.Identity.Features.Customer;

/// <summary>Where the caller is signed in, the newest sign of life first.</summary>
internal static class ListSessions
{
    public sealed record Response(IReadOnlyList<Item> Items);

    /// <param name="Device">The browser, for example "Firefox on Windows".</param>
    /// <param name="Place">City and country by the vendor's own database, for example "Oslo, Norway"; null: not known.</param>
    /// <param name="LastSeenAt">Exact to about five minutes.</param>
    /// <param name="Current">The one that asks.</param>
    public sealed record Item(
        Guid Id,
        string Device,
        string Address,
        string? Place,
        DateTimeOffset StartedAt,
        DateTimeOffset LastSeenAt,
        bool Current
    );

    public static void Map(RouteGroupBuilder group) => group.MapGet("/me/sessions", Handle);

    private static async Task<Ok<Response>> Handle(
        Caller caller,
        Sessions sessions,
        Places places,
        CancellationToken cancellationToken
    )
    {
        var open = await sessions.Open(caller.UserId, cancellationToken);
        return TypedResults.Ok(
            new Response([
                .. open.Select(session => new Item(
                    session.Id,
                    session.Device,
                    session.Address,
                    places.Of(session.Address),
                    session.StartedAt,
                    session.LastSeenAt,
                    session.Id.ToString() == caller.SessionId
                )),
            ])
        );
    }
}
