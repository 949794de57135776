using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Downloads.Data;
using Portal.Downloads.Domain;
using Portal.Downloads.Queries;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Features.Customer;

/// <summary>Which files were given out under a license, newest first.</summary>
internal static class ShowFileHistory
{
    private const int DefaultSize = 25;

    /// <param name="Cursor">The <c>next</c> of the page before, or the <c>cursor</c> of an entry of any service's history.</param>
    /// <param name="Size">Entries a page. Default: 25.</param>
    public sealed record Query(Cursor? Cursor, [property: Range(1, 100)] int? Size);

    /// <param name="Next">Cursor of the next page; null on the last one.</param>
    public sealed record Response(IReadOnlyList<Entry> Items, string? Next);

    /// <param name="UserId">Who of the account; null if the software fetched it.</param>
    public sealed record Entry(Guid Id, DateTimeOffset At, string Action, HistoryActor By, Guid? UserId, string Detail)
    {
        public string Cursor => new Cursor(At, Id).ToString();
    }

    public static void Map(RouteGroupBuilder group) => group.MapGet("/licenses/{licenseId:guid}/history", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid licenseId,
        [AsParameters] Query query,
        Caller caller,
        DownloadDb db,
        CancellationToken cancellationToken
    )
    {
        if (!await db.CanSee(caller, licenseId, cancellationToken))
            return Problems.NotFound();
        var size = query.Size ?? DefaultSize;
        var found = db.IssuedFiles.AsNoTracking().Where(row => row.LicenseId == licenseId);
        if (query.Cursor is { At: var at, Id: var id })
            found = found.Where(row => row.At < at || (row.At == at && row.Id < id));
        var page = await found
            .OrderByDescending(row => row.At)
            .ThenByDescending(row => row.Id)
            .Take(size + 1)
            .ToListAsync(cancellationToken);
        var entries = page.Take(size).Select(Shown).ToList();
        return TypedResults.Ok(new Response(entries, page.Count > size ? entries[^1].Cursor : null));
    }

    private static Entry Shown(IssuedFile row) =>
        new(
            row.Id,
            row.At,
            "file-given-out",
            row.UserId is null ? HistoryActor.Program : HistoryActor.Customer,
            row.UserId,
            $"{row.FileName}, version {row.Version}"
        );
}
