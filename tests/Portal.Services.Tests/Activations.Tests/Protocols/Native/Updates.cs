using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.Native;

/// <summary>Versions that the vendor offers, and programs that ask for them.</summary>
internal static class Updates
{
    public static readonly byte[] File = RandomNumberGenerator.GetBytes(5_000);

    public static DateTimeOffset Days(int days) => TimeProvider.System.GetUtcNow().AddDays(days);

    public static Task<Guid> Offer(
        this Desk desk,
        string version,
        string? notes = null,
        string channel = "stable",
        DateTimeOffset? releasedAt = null
    ) => Releases.Offer(desk.Catalogue, desk.License.Product, version, File, notes, channel, releasedAt);

    /// <summary>Asks until Download knows everything that it has been told.</summary>
    public static Task<HttpResponseMessage> Found(this Desk desk, string query, string version) =>
        Eventually.Get(
            async () =>
            {
                var answer = await desk.Program.Get($"/updates{query}");
                if (
                    answer.StatusCode == HttpStatusCode.OK
                    && JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["version"]!.GetValue<string>()
                        == version
                )
                    return answer;
                answer.Dispose();
                return null;
            },
            $"version {version} is offered"
        );

    public static async Task IsRefusedUpdates(this Desk desk, Guid artifactId, Guid? activationId, string code)
    {
        using var update = await desk.Program.Get(
            activationId is null ? "/updates" : $"/updates?activationId={activationId}"
        );
        using var link = await desk.Program.Post("/downloads", new { artifactId, activationId });
        Assert.Equal((403, code), await update.Problem());
        Assert.Equal((403, code), await link.Problem());
    }
}
