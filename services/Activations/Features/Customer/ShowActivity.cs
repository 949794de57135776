using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>What happened lately on the caller's licenses, newest first.</summary>
internal static class ShowActivity
{
    private const int Newest = 10;

    public sealed record Response(IReadOnlyList<Entry> Items);

    /// <param name="Kind">activated or deactivated.</param>
    public sealed record Entry(
        DateTimeOffset At,
        string Kind,
        Guid ActivationId,
        Guid LicenseId,
        string ProductName,
        string Name
    );

    public static void Map(RouteGroupBuilder group) => group.MapGet("/activity", Handle);

    private static async Task<Ok<Response>> Handle(Caller caller, ActivationDb db, CancellationToken cancellationToken)
    {
        var rows = db.ActivationsVisibleTo(caller);
        var activated = await rows.OrderByDescending(row => row.Activation.FirstSeenAt)
            .Take(Newest)
            .ToListAsync(cancellationToken);
        var deactivated = await rows.Where(row => row.Activation.DeactivatedAt != null)
            .OrderByDescending(row => row.Activation.DeactivatedAt)
            .Take(Newest)
            .ToListAsync(cancellationToken);
        var entries = activated
            .Select(row => Describe(row, "activated", row.Activation.FirstSeenAt))
            .Concat(deactivated.Select(row => Describe(row, "deactivated", row.Activation.DeactivatedAt!.Value)));
        return TypedResults.Ok(new Response([.. entries.OrderByDescending(entry => entry.At).Take(Newest)]));
    }

    private static Entry Describe(ActivationWithLicense row, string kind, DateTimeOffset at) =>
        new(at, kind, row.Activation.Id, row.License.Id, row.Product.Name, row.Activation.DisplayName);
}
