using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Customer;

/// <summary>Shows the whole key and audits it. Limit: ten times a minute for each user.</summary>
internal static class RevealKey
{
    private const int Max = 10;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    public sealed record Response(string Key);

    public static void Map(RouteGroupBuilder group) =>
        group
            .MapPost("/licenses/{licenseId:guid}/reveal", Handle)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid licenseId,
        Caller caller,
        Actor actor,
        ClaimsPrincipal user,
        HttpResponse response,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var key = await db
            .Licenses.VisibleTo(caller)
            .Where(license => license.Id == licenseId)
            .Select(license => license.Key)
            .SingleOrDefaultAsync(cancellationToken);
        if (key is null)
            return Problems.NotFound();
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // The audit is the counter, so requests of one user take turns, on whichever replica they run.
        await db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock(hashtextextended({actor.Name}, 0))",
            cancellationToken
        );
        var reveals = await db
            .Audit.Where(record =>
                record.Actor == actor.Name && record.Action == AuditRecord.KeyRevealed && record.At > now - Period
            )
            .OrderByDescending(record => record.At)
            .Select(record => record.At)
            .Take(Max)
            .ToListAsync(cancellationToken);
        if (reveals.Count == Max)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling((reveals[^1] + Period - now).TotalSeconds))
                .ToString(CultureInfo.InvariantCulture);
            return Rejections.RevealedTooOften.ToProblem();
        }
        db.Audit.Add(
            AuditRecord.Of(licenseId, AuditRecord.KeyRevealed, actor, now, detail: user.FindFirstValue("name"))
        );
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(new Response(key));
    }
}
