using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.Native;

/// <summary>Licenses for web sites.</summary>
public sealed class DomainTests(PortalApp app)
{
    private static readonly object Domain = new { kind = "domain" };

    [Fact]
    public async Task Local_and_staging_sites_take_no_slot_where_the_policy_says_so()
    {
        using var desk = await Desk.WithLicense(
            app,
            new { activationLimit = 1, terms = new { localDomainsUncounted = true } }
        );
        foreach (var site in new[] { "localhost", "shop.test", "staging.shop.com", "192.168.1.20", "[::1]:8080" })
            await desk.Program.Activated(site, Domain);
        await desk.Program.Activated("shop.com", Domain);
        Assert.Equal(6, (await desk.Activations("?status=active")).Count);
        using var second = await desk.Program.Activate("shop.org", Domain);
        Assert.Equal((409, "ACTIVATION_LIMIT_REACHED"), await second.Problem());
        var verdict = await desk.Program.Validate("http://LOCALHOST:5000/", Domain);
        Assert.Equal((true, 1), (verdict.Valid, verdict.Body["license"]!["usedSlots"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("https:/shop-a.example", "shop-a.example")]
    [InlineData("my_shop.example", "my_shop.example")]
    [InlineData("https://https://shop.example", null)]
    [InlineData("mailto:me@shop.example", null)]
    [InlineData("*.shop.example", null)]
    public async Task An_address_is_read_as_a_browser_reads_it_or_refused(string address, string? host)
    {
        using var desk = await Desk.WithLicense(app);
        using var answer = await desk.Program.Activate(address, Domain);
        Assert.Equal(host is null ? 422 : 201, (int)answer.StatusCode);
        Assert.Equal(host is null ? [] : [host], (await desk.Activations()).Select(row => (string)row["identifier"]!));
    }

    [Fact]
    public async Task A_policy_names_more_sites_that_take_no_slot()
    {
        using var desk = await Desk.WithLicense(
            app,
            new
            {
                activationLimit = 1,
                terms = new { localDomainsUncounted = true, uncountedDomains = "QA., *.preview.example.net" },
            }
        );
        foreach (var site in new[] { "qa.shop.com", "shop.preview.example.net", "stage.shop.com" })
            await desk.Program.Activated(site, Domain);
        Assert.Equal(
            0,
            (await desk.Program.Validate("qa.shop.com", Domain)).Body["license"]!["usedSlots"]!.GetValue<int>()
        );
    }

    [Fact]
    public async Task Without_that_policy_they_do()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 1 });
        await desk.Program.Activated("localhost", Domain);
        using var second = await desk.Program.Activate("shop.com", Domain);
        Assert.Equal((409, "ACTIVATION_LIMIT_REACHED"), await second.Problem());
    }

    [Fact]
    public async Task Giving_an_uncounted_site_back_frees_no_slot()
    {
        using var desk = await Desk.WithLicense(
            app,
            new { activationLimit = 1, terms = new { localDomainsUncounted = true } }
        );
        await desk.Program.Activated("shop.com", Domain);
        using var given = await desk.Program.Deactivate(await desk.Program.Activated("localhost", Domain));
        using var second = await desk.Program.Activate("shop.org", Domain);
        Assert.Equal((409, "ACTIVATION_LIMIT_REACHED"), await second.Problem());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Www_is_the_same_site_where_the_policy_says_so(bool same)
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 1, terms = new { wwwIsSameSite = same } });
        await desk.Program.Activated("shop.com", Domain);
        Assert.Equal(same, (await desk.Program.Validate("www.shop.com", Domain)).Valid);
    }

    [Theory]
    [InlineData("domain", "hardware")]
    [InlineData("hardware", "domain")]
    public async Task A_license_for_the_one_kind_refuses_the_other_by_name(string binding, string other)
    {
        using var desk = await Desk.WithLicense(app, new { terms = new { binding } });
        using var refused = await desk.Program.Activate("shop.com", new { kind = other });
        Assert.Equal((403, "activation.wrong-kind"), await refused.Problem());
        await desk.Program.Activated("shop.com", new { kind = binding });
    }
}
