using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Internal;

public sealed class ReplicateLicensesTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task What_changed_since_an_instant_comes_oldest_first_and_the_next_page_goes_on_where_the_last_ended()
    {
        var since = DateTimeOffset.UtcNow;
        var (one, other) = (await _catalogue.NewLicense(), await _catalogue.NewLicense());
        await _catalogue.Move(one, "suspend", new { reason = "late" });
        var (seen, position) = (new List<JsonObject>(), At(since.ToString("O", CultureInfo.InvariantCulture)));
        while (position is not null && !seen.Any(fact => Id(fact) == one.Id))
        {
            var page = await _catalogue.Operator.Replicate("license", $"/licenses?size=1&{position}");
            seen.AddRange(page.Items());
            position = page["next"] is { } next
                ? $"{At(next["since"]!.GetValue<string>())}&after={next["after"]!.GetValue<Guid>()}"
                : null;
        }
        Assert.Equal(
            [(other.Id, 1L), (one.Id, 2L)],
            seen.Where(fact => Id(fact) == one.Id || Id(fact) == other.Id)
                .Select(fact => (Id(fact), fact["version"]!.GetValue<long>()))
        );
        Assert.DoesNotContain(one.Key, seen[^1].ToJsonString(), StringComparison.OrdinalIgnoreCase);

        static string At(string since) => $"since={Uri.EscapeDataString(since)}";
        static Guid Id(JsonObject fact) => fact["licenseId"]!.GetValue<Guid>();
    }

    [Fact]
    public async Task An_operator_s_token_is_not_enough()
    {
        using var client = await _catalogue.Operator.Client("license");
        using var refused = await client.GetAsync("/replication/licenses");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }
}
