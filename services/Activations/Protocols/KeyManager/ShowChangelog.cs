using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Contracts.Downloads.V1;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>What was new in each version of a product, for everybody: 1600; 1601 where the vendor publishes none, 1602 where not that of this product.</summary>
internal static class ShowChangelog
{
    private const string Switch = "KeyManager:Changelog";

    public static void Map(RouteGroupBuilder group) =>
        group.MapOpenOperation("GET", "/products/{slug}/changelog", Handle);

    private static async Task<Reply> Handle(
        KeyManagerCall call,
        string slug,
        ActivationDb db,
        DownloadService downloads,
        IConfiguration configuration,
        CancellationToken cancellationToken
    )
    {
        if (!configuration.GetValue(Switch, true))
            return Reply.Refused(KeyManagerCode.ChangelogDisabled, "Changelogs are not published.");
        var productId = await db
            .Products.Where(product => product.Slug == slug)
            .Select(product => (Guid?)product.Id)
            .SingleOrDefaultAsync(cancellationToken);
        // An unknown product is answered like an unpublished changelog, so that nobody can probe for products.
        if (
            productId is not { } id
            || await downloads.Changelog(id, WantsPreReleases(call), cancellationToken) is not { } entries
        )
            return Reply.Refused(
                KeyManagerCode.ChangelogDisabledForProduct,
                "The changelog of this product is not published."
            );
        return new(KeyManagerCode.Changelog, "Changelog")
        {
            ProductId = id,
            Fields = new() { ["changelog"] = new JsonArray([.. entries.Select(ReleaseJson.Of)]) },
        };
    }

    private static bool WantsPreReleases(KeyManagerCall call) =>
        string.Equals(call.Fields?["channel"], nameof(ReleaseChannel.Beta), StringComparison.OrdinalIgnoreCase);
}
