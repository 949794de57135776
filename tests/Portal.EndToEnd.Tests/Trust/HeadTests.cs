namespace Portal.EndToEnd.Tests.Trust;

/// <summary>HEAD is GET without a body (RFC 9110, section 9.3.2): on every page, file and address of every service.</summary>
[Collection(WorldOfTwo.Name)]
public sealed class HeadTests(PortalApp app, World world)
{
    private static IEnumerable<MappedEndpoint> Gets => MappedEndpoints.All.Where(endpoint => endpoint.Method == "GET");

    [Fact]
    public async Task On_every_page_of_the_portal_HEAD_is_GET_without_a_body()
    {
        using var customer = await SignedIn.As(app, world.OwnerHerself.Email, world.OwnerHerself.Password);
        var pages = Gets.Where(endpoint =>
                endpoint
                    is { Service: MappedEndpoints.Gateway, Trust: MappedEndpoint.Session or MappedEndpoint.Anonymous }
                && !endpoint.Pattern.StartsWith("/api/", StringComparison.Ordinal)
                && !endpoint.Pattern.StartsWith("/v1/", StringComparison.Ordinal)
            )
            .ToList();
        Assert.True(pages.Count > 10, "The pages were not found.");
        var wrong = new List<string>();
        foreach (
            var path in pages
                .Select(page => PathOf(page))
                .Append("/licenses.csv")
                .Append("/identity/sign-in")
                .Append("/identity/signed-out")
                .Distinct()
        )
        {
            using var get = await customer.Send(new HttpRequestMessage(HttpMethod.Get, path));
            using var head = await customer.Send(new HttpRequestMessage(HttpMethod.Head, path));
            var isSame =
                head.StatusCode == get.StatusCode
                && head.Content.Headers.ContentType?.ToString() == get.Content.Headers.ContentType?.ToString()
                && WithoutIds(head.Headers.Location) == WithoutIds(get.Headers.Location);
            if (!isSame || (await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length > 0)
                wrong.Add(
                    $"{path}: {(int)get.StatusCode} {get.Content.Headers.ContentType} and {(int)head.StatusCode} {head.Content.Headers.ContentType}"
                );
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Of_every_service_HEAD_is_GET_without_a_body()
    {
        // OpenID Connect's own endpoints say for themselves which methods they take.
        var all = Gets.Where(endpoint =>
                endpoint.Service != MappedEndpoints.Gateway
                && !endpoint.Pattern.StartsWith("/connect/", StringComparison.Ordinal)
                && !StaticFiles.Has(endpoint)
                && !endpoint.Pattern.Contains("{key}", StringComparison.Ordinal)
                && endpoint.Trust is MappedEndpoint.Anonymous or MappedEndpoint.Customer or "management"
            )
            .ToList();
        Assert.True(all.Count > 25, "The services' endpoints were not found.");
        var wrong = new List<string>();
        foreach (var endpoint in all)
        {
            var token = endpoint.Trust switch
            {
                MappedEndpoint.Customer => world.Owner,
                "management" => world.Operator,
                _ => null,
            };
            var get = await world.Door.Ask(endpoint, world.Mine, token);
            var head = await world.Door.Ask(endpoint with { Method = "HEAD" }, world.Mine, token);
            if (head.Status != get.Status || head.Body.Length > 0)
                wrong.Add($"{endpoint}: {get.Status} and {head.Status}");
        }
        Assert.Empty(wrong);
    }

    private string PathOf(MappedEndpoint page) =>
        page.Pattern.Contains("{**", StringComparison.Ordinal) ? "/nothing/here"
        : page.Pattern.StartsWith("/changelog/", StringComparison.Ordinal) ? "/changelog/nothing"
        : Door.Path(page, world.Mine);

    // What is made up anew with every sign-in.
    private static string? WithoutIds(Uri? location) => location?.ToString().Split('?')[0];
}
