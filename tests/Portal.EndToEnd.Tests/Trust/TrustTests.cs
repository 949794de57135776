namespace Portal.EndToEnd.Tests.Trust;

/// <summary>Who may call what, over every endpoint that is mapped.</summary>
[Collection(WorldOfTwo.Name)]
public sealed class TrustTests(World world)
{
    private static readonly Rows Nothing = new Rows(new Dictionary<string, string>()).ThatNeverWere();

    private static IEnumerable<MappedEndpoint> Customers =>
        MappedEndpoints.OfServices.Where(endpoint => endpoint.Trust == MappedEndpoint.Customer);
    private static IEnumerable<MappedEndpoint> Internal =>
        MappedEndpoints.OfServices.Where(endpoint => endpoint.IsInternal);

    [Fact]
    public void Every_endpoint_says_whom_it_trusts()
    {
        string[] known =
        [
            MappedEndpoint.Anonymous,
            MappedEndpoint.Customer,
            "management",
            "replication",
            MappedEndpoint.Session,
            MappedEndpoint.LicenseKey,
            MappedEndpoint.OpenIddict,
        ];
        Assert.All(MappedEndpoints.All, endpoint => Assert.Contains(endpoint.Trust, known));
        Assert.True(Customers.Count() > 10 && Internal.Count() > 10, "The services' endpoints were not found.");
    }

    [Fact]
    public void Only_what_is_named_here_is_open_to_everybody()
    {
        var open = MappedEndpoints
            .All.Where(endpoint => endpoint.Trust == MappedEndpoint.Anonymous && !StaticFiles.Has(endpoint))
            .Select(endpoint => endpoint.ToString());
        Assert.Equal(
            AnonymousEndpoints.Named.Order(StringComparer.Ordinal),
            open.Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Without_a_token_every_other_endpoint_of_a_service_is_401()
    {
        var closed = MappedEndpoints.OfServices.Where(endpoint => endpoint.Trust != MappedEndpoint.Anonymous);
        await ForEach(closed, async endpoint => Expect(401, await world.Door.Ask(endpoint, world.Mine)));
    }

    [Fact]
    public async Task Without_a_session_the_gateway_answers_401_to_programs_and_leads_people_to_the_sign_in()
    {
        var behind = MappedEndpoints.OfServices.Where(endpoint =>
            endpoint.Trust is MappedEndpoint.Customer or MappedEndpoint.LicenseKey
        );
        await ForEach(behind, async endpoint =>
            Expect(401, await world.Door.Ask(endpoint, world.Mine, at: MappedEndpoints.Gateway))
        );

        var own = MappedEndpoints.All.Where(endpoint =>
            endpoint is { Service: MappedEndpoints.Gateway, Trust: MappedEndpoint.Session }
        );
        await ForEach(own, async endpoint =>
        {
            var answer = await world.Door.Ask(endpoint, world.Mine);
            var isSentToSignIn =
                answer is { Status: 302, Location: { } location }
                && location.ToString().StartsWith("/signin?", StringComparison.Ordinal);
            return endpoint.Pattern.StartsWith("/api/", StringComparison.Ordinal) ? Expect(401, answer)
                : isSentToSignIn ? null
                : $"{answer.Status} to {answer.Location}";
        });
    }

    [Fact]
    public async Task A_customers_token_opens_nothing_of_the_operators_and_the_services() =>
        await ForEach(Internal, async endpoint => Expect(403, await world.Door.Ask(endpoint, world.Mine, world.Owner)));

    [Fact]
    public async Task Tokens_of_operators_and_services_open_nothing_of_each_other_or_of_customers()
    {
        await ForEach(Customers, async endpoint =>
            Expect(403, await world.Door.Ask(endpoint, world.Mine, world.Operator))
        );
        await ForEach(Internal, async endpoint =>
            Expect(
                403,
                await world.Door.Ask(
                    endpoint,
                    world.Mine,
                    endpoint.Trust == "management" ? world.Service : world.Operator
                )
            )
        );
    }

    [Fact]
    public async Task A_token_is_not_a_license_key()
    {
        var protocol = MappedEndpoints
            .OfServices.Where(endpoint => endpoint.Trust == MappedEndpoint.LicenseKey)
            .ToList();
        Assert.NotEmpty(protocol);
        await ForEach(protocol, async endpoint => Expect(401, await world.Door.Ask(endpoint, world.Mine, world.Owner)));
    }

    [Fact]
    public async Task Management_is_not_there_on_the_ordinary_listener_nor_customers_on_the_internal_ones()
    {
        await ForEach(Internal, async endpoint =>
            Expect(404, await world.Door.Ask(endpoint, world.Mine, world.Operator, listener: "http"))
        );
        await ForEach(Customers, async endpoint =>
            Expect(404, await world.Door.Ask(endpoint, world.Mine, world.Owner, listener: "management"))
        );
    }

    [Fact]
    public async Task Management_is_not_there_at_the_gateway_under_any_name()
    {
        string[] prefixes =
        [
            "",
            "/identity",
            "/licensing",
            "/api/license",
            "/api/activation",
            "/api/download",
            "/api/identity",
        ];
        foreach (var prefix in prefixes)
            await ForEach(Internal, async endpoint =>
                Expect(
                    404,
                    await world.Door.Ask(endpoint, world.Mine, world.Operator, MappedEndpoints.Gateway, before: prefix)
                )
            );
    }

    [Fact]
    public void An_id_that_nobody_taught_to_these_tests_fails_them()
    {
        var endpoint = Customers.First();
        var failure = Assert.Throws<InvalidOperationException>(() =>
            world.Mine[endpoint, new SentId(Place.Path, "widgetId")]
        );
        Assert.Contains("teach it to Rows", failure.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Nothing[endpoint, new SentId(Place.Path, "licenseId")]);
    }

    private static string? Expect(int status, Door.Answer answer) =>
        answer.Status == status ? null : $"{answer.Status} instead of {status}";

    private static async Task ForEach(IEnumerable<MappedEndpoint> endpoints, Func<MappedEndpoint, Task<string?>> check)
    {
        var wrong = new List<string>();
        foreach (var endpoint in endpoints)
        {
            if (await check(endpoint) is { } what)
                wrong.Add($"{endpoint}: {what}");
        }
        Assert.Empty(wrong);
    }
}
