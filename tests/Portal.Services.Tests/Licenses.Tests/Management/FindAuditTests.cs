using System.Net;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class FindAuditTests(PortalApp app)
{
    [Fact]
    public async Task The_audit_is_read_in_pages_oldest_first_and_since_an_instant()
    {
        var catalogue = new Catalogue(app);
        var id = await Refusals.LicenseThatIs("owned", catalogue);
        for (var limit = 2; limit < 7; limit++)
            await catalogue.Operator.Put($"/licenses/{id}/limit", new { activationLimit = limit });
        var (pages, cursor) = (new List<JsonObject>(), "");
        do
        {
            var page = await catalogue.Operator.Get("license", $"/audit?licenseId={id}&size=4{cursor}");
            pages.AddRange(page.Items());
            cursor = page["next"]?.GetValue<string>() is { } next ? $"&cursor={next}" : "";
        } while (cursor.Length > 0);
        Assert.Equal(6, pages.Count);
        Assert.Equal((await catalogue.Operator.Audit(id)).Select(Catalogue.Id), pages.Select(Catalogue.Id));
        Assert.Equal(
            pages[3..].Select(Catalogue.Id),
            (await catalogue.Operator.Audit(id, $"&since={Uri.EscapeDataString(pages[3].Text("at")!)}")).Select(
                Catalogue.Id
            )
        );
    }

    [Fact]
    public async Task A_page_that_is_too_large_or_a_cursor_that_is_none_is_refused()
    {
        using var client = await new Catalogue(app).Operator.Client("license");
        foreach (var query in new[] { "size=0", "size=1001", "cursor=nonsense" })
        {
            using var refused = await client.GetAsync($"/management/audit?{query}");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }
}
