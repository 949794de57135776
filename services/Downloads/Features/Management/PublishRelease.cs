using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Downloads.V1;
using Portal.Downloads.Data;
using Portal.Downloads.Domain;
using Portal.Messaging;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Features.Management;

/// <summary>Publishes a version of a product. The same release under the same id is no second one.</summary>
internal static class PublishRelease
{
    /// <param name="Id">Chosen by the caller so that the request can be repeated; made up when missing.</param>
    /// <param name="Version">One to four numbers or a date, also by Semantic Versioning 2.0.0; once per product, whatever its build metadata.</param>
    /// <param name="ReleasedAt">Decides whether a license's maintenance covers it.</param>
    public sealed record Request(
        Guid? Id,
        Guid ProductId,
        [property: Required, StringLength(ProductVersion.MaxLength)] string Version,
        [property: EnumDataType(typeof(ReleaseChannel))] ReleaseChannel Channel,
        DateTimeOffset ReleasedAt,
        [property: StringLength(100_000)] string? Notes
    );

    public sealed record Response(
        Guid Id,
        Guid ProductId,
        string Version,
        ReleaseChannel Channel,
        DateTimeOffset ReleasedAt,
        string? Notes,
        DateTimeOffset PublishedAt
    );

    public static void Map(RouteGroupBuilder group) => group.MapPost("/releases", Handle);

    private static async Task<Results<Created<Response>, Ok<Response>, ProblemHttpResult>> Handle(
        Request request,
        DownloadDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (!ProductVersion.TryParse(request.Version, out var version))
            return Rejections.VersionUnreadable.ToProblem();
        if (!await db.Products.AnyAsync(product => product.Id == request.ProductId, cancellationToken))
            return Rejections.ProductUnknown.ToProblem();

        var now = clock.GetUtcNow();
        var release = new Release
        {
            Id = request.Id ?? Guid.CreateVersion7(now),
            ProductId = request.ProductId,
            Version = version,
            Channel = request.Channel,
            ReleasedAt = Microseconds(request.ReleasedAt),
            Notes = request.Notes,
            PublishedAt = Microseconds(now),
        };
        db.Releases.Add(release);
        db.Outbox.Add(OutboxMessage.From(release.ToEvent(), release.Id, now));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return TypedResults.Created((Uri?)null, Show(release));
        }
        catch (DbUpdateException exception) when (exception.IsDuplicate())
        {
            var existing = await db
                .Releases.AsNoTracking()
                .SingleOrDefaultAsync(row => row.Id == release.Id, cancellationToken);
            if (existing is null)
                return Rejections.VersionExists.ToProblem();
            return existing.IsSameAs(release) ? TypedResults.Ok(Show(existing)) : Rejections.ReleaseDiffers.ToProblem();
        }
    }

    private static Response Show(Release release) =>
        new(
            release.Id,
            release.ProductId,
            release.Version.Text,
            release.Channel,
            release.ReleasedAt,
            release.Notes,
            release.PublishedAt
        );

    // timestamptz has microseconds: without this a repeated request would differ from the stored row.
    private static DateTimeOffset Microseconds(DateTimeOffset time) => new(time.UtcTicks / 10 * 10, TimeSpan.Zero);
}
