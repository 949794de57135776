using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Identity.Data;
using Portal.Identity.Domain;
using Portal.ServiceDefaults;
using Portal.Web.Design;

namespace Portal.Identity.Features.Customer;

/// <summary>Replaces what the caller chose about the portal: time zone and notifications.</summary>
internal static class ChangeSettings
{
    /// <param name="TimeZone">IANA name, for example Europe/Oslo, an old one too; null: none is chosen.</param>
    /// <param name="MutedNotifications">Kinds that no mail is sent about.</param>
    public sealed record Request(
        [property: MaxLength(64)] string? TimeZone,
        [property: Required, MaxLength(50)] IReadOnlyList<string> MutedNotifications
    );

    /// <param name="TimeZone">The name that the zone has today.</param>
    /// <param name="MutedNotifications">Kinds that no mail is sent about.</param>
    public sealed record Response(string? TimeZone, IReadOnlyList<string> MutedNotifications);

    public static void Map(RouteGroupBuilder group) => group.MapPut("/me/settings", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Request request,
        Caller caller,
        IdentityDb db,
        CancellationToken cancellationToken
    )
    {
        var zone = Zone.NameOf(request.TimeZone);
        if (zone is null && request.TimeZone is not null)
            return Rejections.TimeZoneUnknown.ToProblem();
        var muted = request.MutedNotifications.Distinct().ToList();
        if (muted.Except(Notification.All).Any())
            return Rejections.NotificationUnknown.ToProblem();
        await db
            .Users.Where(user => user.Id == caller.UserId)
            .ExecuteUpdateAsync(
                set => set.SetProperty(user => user.TimeZone, zone).SetProperty(user => user.MutedNotifications, muted),
                cancellationToken
            );
        return TypedResults.Ok(new Response(zone, muted));
    }
}
