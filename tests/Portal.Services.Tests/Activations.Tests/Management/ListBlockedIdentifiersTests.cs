using System.Net;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Management;

public sealed class ListBlockedIdentifiersTests(PortalApp app)
{
    private readonly Operator _vendor = new(app);

    [Fact]
    public async Task The_block_list_is_read_in_pages_the_oldest_first_with_the_reasons()
    {
        var identifiers = Enumerable.Range(0, 3).Select(_ => $"HWID-{Guid.NewGuid()}").ToList();
        foreach (var identifier in identifiers)
            await _vendor.Post("activation", "/blocked-identifiers", new { identifier, reason = "leaked" });
        var (rows, cursor) = (new List<JsonObject>(), "");
        do
        {
            var page = await _vendor.Get("activation", $"/blocked-identifiers?size=2{cursor}");
            rows.AddRange(page["items"]!.AsArray().Select(row => row!.AsObject()));
            cursor = page["next"] is { } next ? $"&cursor={next}" : "";
        } while (cursor.Length > 0);
        var mine = rows.Where(row => identifiers.Contains(row["identifier"]!.GetValue<string>())).ToList();
        Assert.Equal(identifiers, mine.Select(row => row["identifier"]!.GetValue<string>()));
        Assert.All(mine, row => Assert.Equal("leaked", row["reason"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_page_that_is_too_large_is_refused()
    {
        using var client = await _vendor.Client("activation");
        using var refused = await client.GetAsync("/management/blocked-identifiers?size=501");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }
}
