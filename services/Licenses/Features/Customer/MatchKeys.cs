using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Data;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Customer;

/// <summary>
/// Which of the caller's licenses have a text in their key, edition or order number: Activation, which lists devices,
/// never learns a key.
/// </summary>
internal static class MatchKeys
{
    private const int Max = 100;

    /// <param name="Search">Part of a key, with or without separators.</param>
    public sealed record Query([property: Required, MaxLength(128)] string Search);

    /// <param name="LicenseIds">A hundred at most.</param>
    /// <param name="More">There are others that match.</param>
    public sealed record Response(IReadOnlyList<Guid> LicenseIds, bool More);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/keys", Handle);

    private static async Task<Ok<Response>> Handle(
        [AsParameters] Query query,
        Caller caller,
        LicenseDb db,
        CancellationToken cancellationToken
    )
    {
        // Unordered: with ORDER BY the planner may scan the whole account in that order.
        var ids = await db
            .Licenses.VisibleTo(caller)
            .Matching(query.Search, [])
            .Select(license => license.Id)
            .Take(Max + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new Response([.. ids.Take(Max)], ids.Count > Max));
    }
}
