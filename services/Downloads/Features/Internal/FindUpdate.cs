using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Downloads.V1;
using Portal.Downloads.Data;
using Portal.Downloads.Domain;
using Portal.Downloads.Queries;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Features.Internal;

/// <summary>The newest version that a license covers and a program does not have. For Activation, which speaks with the program.</summary>
internal static class FindUpdate
{
    public sealed record Query(
        [property: MaxLength(ProductVersion.MaxLength)] string? Version,
        AnyCase<ReleaseChannel>? Channel,
        [property: MaxLength(32)] string? Platform,
        [property: MaxLength(32)] string? Arch
    );

    /// <param name="Update">Null: there is none.</param>
    /// <param name="NotCovered">The newest version, if the license does not cover it.</param>
    /// <param name="Unknown">A platform or architecture that no file is for.</param>
    public sealed record Response(Item? Update, string? NotCovered, UnknownWord? Unknown = null);

    public sealed record Item(
        string Version,
        ReleaseChannel Channel,
        DateTimeOffset ReleasedAt,
        string? Notes,
        IReadOnlyList<File> Artifacts
    );

    /// <param name="Sha256">64 lower-case hex digits.</param>
    public sealed record File(Guid Id, string FileName, string Platform, string Arch, long Size, string Sha256);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/licenses/{licenseId:guid}/update", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid licenseId,
        [AsParameters] Query query,
        DownloadDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        ProductVersion? installed = null;
        if (!string.IsNullOrEmpty(query.Version) && !ProductVersion.TryParse(query.Version, out installed))
            return Rejections.VersionUnreadable.ToProblem();
        if (await db.RightsOf(licenseId, cancellationToken) is not { } license)
            return TypedResults.Ok(new Response(null, null));

        var releases = await db
            .Releases.AsNoTracking()
            .Include(release => release.Artifacts)
            .Where(release => release.ProductId == license.ProductId)
            .ToListAsync(cancellationToken);
        var wanted = new WantedUpdate(
            installed,
            query.Channel?.Value ?? ReleaseChannel.Stable,
            query.Platform,
            query.Arch
        );
        if (wanted.UnknownWord(releases) is { } unknown)
            return TypedResults.Ok(new Response(null, null, unknown));
        var (suitable, now) = (wanted.Among(releases).ToList(), clock.GetUtcNow());
        var covered = suitable.Find(release => license.Rights.Cover(release, now));
        return TypedResults.Ok(
            new Response(
                covered is null ? null : Show(covered, wanted.Files(covered)),
                suitable is [var newest, ..] && newest != covered ? newest.Version.Text : null
            )
        );
    }

    private static Item Show(Release release, IEnumerable<Artifact> files) =>
        new(
            release.Version.Text,
            release.Channel,
            release.ReleasedAt,
            release.Notes,
            [
                .. files.Select(file => new File(
                    file.Id,
                    file.FileName.Text,
                    file.Platform,
                    file.Arch,
                    file.Size,
                    file.Sha256
                )),
            ]
        );
}
