using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Slots;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>Everything about one device or domain, and how many of its license may still be deactivated.</summary>
internal static class ShowActivation
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/activations/{activationId:guid}", Handle);

    private static async Task<Results<Ok<ActivationRow>, ProblemHttpResult>> Handle(
        Guid activationId,
        Caller caller,
        ActivationDb db,
        History history,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (
            await db.ActivationsVisibleTo(caller)
                .SingleOrDefaultAsync(row => row.Activation.Id == activationId, cancellationToken)
            is not { } bound
        )
            return Problems.NotFound();
        return TypedResults.Ok(
            ActivationRow.Of(bound, clock.GetUtcNow()) with
            {
                Quota = await db.Quota(bound.License, clock.GetUtcNow(), cancellationToken),
                Details = new(
                    bound.Activation.Uncounted,
                    bound.Activation.LostAt,
                    await FileUntil(bound.Activation, db, cancellationToken),
                    await history.WhoEnded(bound.Activation, cancellationToken)
                ),
            }
        );
    }

    private static async Task<DateTimeOffset?> FileUntil(
        Activation activation,
        ActivationDb db,
        CancellationToken cancellationToken
    )
    {
        var subject = activation.Id.ToString();
        var detail = await db
            .Audit.Where(record =>
                record.LicenseId == activation.LicenseId
                && record.Action == AuditRecord.FileIssued
                && record.Subject == subject
            )
            .OrderByDescending(record => record.At)
            .Select(record => record.Detail)
            .FirstOrDefaultAsync(cancellationToken);
        return DateTimeOffset.TryParse(detail, CultureInfo.InvariantCulture, out var until) ? until : null;
    }
}
