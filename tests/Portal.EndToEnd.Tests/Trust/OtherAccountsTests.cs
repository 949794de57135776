using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Portal.EndToEnd.Tests.Trust;

/// <summary>Another account's row does not exist: over every endpoint and page that takes an id.</summary>
[Collection(WorldOfTwo.Name)]
public sealed partial class OtherAccountsTests(PortalApp app, World world)
{
    private static IEnumerable<MappedEndpoint> WithId(MappedEndpoint[] endpoints, params Place[] places) =>
        endpoints.Where(endpoint => endpoint.Ids.Any(id => places.Contains(id.Place) && !Rows.Links.Contains(id.Name)));

    private static MappedEndpoint[] Customers =>
        [.. MappedEndpoints.OfServices.Where(endpoint => endpoint.Trust == MappedEndpoint.Customer)];
    private static MappedEndpoint[] Pages =>
        [
            .. MappedEndpoints.All.Where(endpoint =>
                endpoint is { Service: MappedEndpoints.Gateway, Trust: MappedEndpoint.Session, Method: "GET" }
                && !endpoint.Pattern.StartsWith("/api/", StringComparison.Ordinal)
            ),
        ];

    public static TheoryData<string> EveryEndpointWithAnId =>
        [.. WithId(Customers, Place.Path, Place.Body).Select(endpoint => endpoint.ToString())];

    public static TheoryData<string> EveryListWithAnId =>
        [
            .. WithId(Customers, Place.Query)
                .Where(endpoint => endpoint.Method == "GET")
                .Select(endpoint => endpoint.ToString()),
        ];

    public static TheoryData<string> EveryPageWithAnId =>
        [.. WithId(Pages, Place.Path).Select(endpoint => endpoint.ToString())];

    [Theory, MemberData(nameof(EveryEndpointWithAnId))]
    public async Task A_row_of_another_account_is_answered_like_one_that_never_was(string name)
    {
        var endpoint = Customers.Single(endpoint => endpoint.ToString() == name);
        var never = await world.Door.Ask(endpoint, world.Mine.ThatNeverWere(), world.Stranger);
        Assert.Equal(404, never.Status);
        Assert.Equal(never, await world.Door.Ask(endpoint, world.Mine, world.Stranger));
        Assert.Equal(never, await world.Door.Ask(endpoint, world.Mine, world.Colleague));
        Assert.InRange((await world.Door.Ask(endpoint, world.Mine, world.Owner)).Status, 200, 299);
    }

    [Theory, MemberData(nameof(EveryListWithAnId))]
    public async Task A_list_narrowed_to_a_row_of_another_account_is_empty_like_one_of_a_row_that_never_was(string name)
    {
        var endpoint = Customers.Single(endpoint => endpoint.ToString() == name);
        var never = await world.Door.Ask(endpoint, world.Mine.ThatNeverWere(), world.Stranger);
        Assert.Equal(200, never.Status);
        Assert.Equal(never, await world.Door.Ask(endpoint, world.Mine, world.Stranger));
        Assert.Equal(never, await world.Door.Ask(endpoint, world.Mine, world.Colleague));
        Assert.NotEqual(never, await world.Door.Ask(endpoint, world.Mine, world.Owner));
    }

    [Theory, MemberData(nameof(EveryPageWithAnId))]
    public async Task A_page_of_another_accounts_row_looks_like_one_of_a_row_that_never_was(string name)
    {
        var endpoint = Pages.Single(endpoint => endpoint.ToString() == name);
        using var stranger = await SignedIn.As(app, world.StrangerHimself.Email, world.StrangerHimself.Password);
        var never = await Look(stranger, endpoint, world.Mine.ThatNeverWere());
        Assert.Equal(HttpStatusCode.NotFound, never.Status);
        Assert.Equal(never, await Look(stranger, endpoint, world.Mine));
    }

    [Fact]
    public async Task A_download_link_works_in_the_session_that_asked_for_it_only()
    {
        using var owner = await SignedIn.As(app, world.OwnerHerself.Email, world.OwnerHerself.Password);
        using var stranger = await SignedIn.As(app, world.StrangerHimself.Email, world.StrangerHimself.Password);
        var create = Customers.Single(endpoint => endpoint.Pattern.EndsWith("/links", StringComparison.Ordinal));
        var link = "/api/download/links/" + await NewToken(owner, Door.Path(create, world.Mine));

        using var theirs = await stranger.Api(HttpMethod.Get, link);
        using var forged = await stranger.Api(HttpMethod.Get, link[..^2] + "xx");
        using var mine = await owner.Api(HttpMethod.Get, link);
        Assert.Equal(
            [HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.OK],
            [theirs.StatusCode, forged.StatusCode, mine.StatusCode]
        );
    }

    private static async Task<string> NewToken(SignedIn owner, string path)
    {
        using var created = await owner.Api(HttpMethod.Post, path);
        return JsonNode.Parse(await created.Content.ReadAsStringAsync())!["url"]!.GetValue<string>().Split('/', '?')[3];
    }

    private static async Task<(HttpStatusCode Status, string Content)> Look(
        SignedIn customer,
        MappedEndpoint page,
        Rows rows
    )
    {
        using var answer = await customer.Open(Door.Path(page, rows));
        var content = Shown().Match(await answer.Content.ReadAsStringAsync()).Value;
        foreach (var id in rows.Values)
            content = content.Replace(id, "ID", StringComparison.Ordinal);
        return (answer.StatusCode, Reference().Replace(Hidden().Replace(content, ""), "REFERENCE"));
    }

    [GeneratedRegex("<main.*</main>", RegexOptions.Singleline)]
    private static partial Regex Shown();

    /// <summary>A trace id: each request has its own.</summary>
    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Reference();

    [GeneratedRegex("""<input type="hidden"[^>]*>""")]
    private static partial Regex Hidden();
}
