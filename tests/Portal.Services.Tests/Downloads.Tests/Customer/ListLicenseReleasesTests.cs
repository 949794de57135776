using System.Net;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Downloads.Tests.Customer;

public sealed class ListLicenseReleasesTests(PortalApp app)
{
    private readonly Vendor _vendor = new(app);

    [Fact]
    public async Task After_the_end_of_maintenance_what_was_covered_is_offered_and_what_is_newer_is_named()
    {
        var product = await _vendor.Catalogue.NewProduct();
        await _vendor.NewOffer(product, "1.0.0", Vendor.Days(-30));
        await _vendor.NewOffer(product, "2.0.0", Vendor.Days(-10));
        await _vendor.NewOffer(product, "2.1.0-beta.1", Vendor.Days(-1), channel: "beta");
        var (customer, license) = await _vendor.NewCustomer(
            product,
            license: new { maintenanceEndsAt = Vendor.Days(-20) }
        );

        var offer = await customer.OfferOf(license);
        Assert.Null(offer["refusal"]);
        Assert.Equal(["1.0.0"], Versions(offer));
        Assert.Equal("2.0.0", offer["notCovered"]!["version"]!.GetValue<string>());
        Assert.Equal(
            Vendor.Days(-20).Date,
            offer["notCovered"]!["updatesEndedAt"]!.GetValue<DateTimeOffset>().UtcDateTime.Date
        );
    }

    [Fact]
    public async Task Above_the_allowed_major_version_the_newer_one_is_named_with_the_limit()
    {
        var product = await _vendor.Catalogue.NewProduct();
        await _vendor.NewOffer(product, "4.2.1", Vendor.Days(-30));
        await _vendor.NewOffer(product, "5.0.0", Vendor.Days(-10));
        var (customer, license) = await _vendor.NewCustomer(product, new { maxMajorVersion = 4 });

        var offer = await customer.OfferOf(license);
        Assert.Equal(["4.2.1"], Versions(offer));
        Assert.Equal(
            ("5.0.0", 4),
            (
                offer["notCovered"]!["version"]!.GetValue<string>(),
                offer["notCovered"]!["maxMajorVersion"]!.GetValue<int>()
            )
        );
    }

    [Theory]
    [InlineData("suspend", "SUSPENDED"), InlineData("revoke", "REVOKED")]
    public async Task A_license_that_the_vendor_stopped_offers_nothing_and_says_why_also_where_another_one_covers_the_product(
        string move,
        string code
    )
    {
        var product = await _vendor.Catalogue.NewProduct();
        await _vendor.NewOffer(product);
        var account = await _vendor.Catalogue.NewAccount();
        var stopped = await _vendor.Catalogue.NewLicense(license: new { accountId = account.Id }, product: product);
        await _vendor.Catalogue.NewLicense(license: new { accountId = account.Id }, product: product);
        using var customer = new CustomerApi(
            await _vendor.Catalogue.SignIn(await _vendor.Catalogue.NewMember(account))
        );
        await customer.Sees(product.Id, "1.0.0");

        await _vendor.Catalogue.Move(stopped, move, new { reason = "unpaid" });
        await Eventually.Is(
            async () =>
                (await customer.OfferOf(stopped))["refusal"] is JsonObject refusal
                && refusal["code"]!.GetValue<string>() == code,
            $"refused with {code}"
        );
        Assert.Empty(Versions(await customer.OfferOf(stopped)));
        Assert.Equal(["1.0.0"], await customer.Versions(product.Id));
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task After_expiry_it_offers_what_the_policy_keeps(bool keeps)
    {
        var product = await _vendor.Catalogue.NewProduct();
        await _vendor.NewOffer(product, "1.0.0", Vendor.Days(-30));
        await _vendor.NewOffer(product, "1.1.0", Vendor.Days(-1));
        var (customer, license) = await _vendor.NewCustomer(
            product,
            new { downloadAfterExpiry = keeps },
            new { issuedAt = Vendor.Days(-90), expiresAt = Vendor.Days(-10) }
        );

        var offer = await customer.OfferOf(license);
        Assert.Equal(keeps ? null : "EXPIRED", offer["refusal"]?["code"]?.GetValue<string>());
        Assert.Equal(keeps ? ["1.0.0"] : [], Versions(offer));
    }

    [Fact]
    public async Task Before_the_first_activation_it_says_that_this_comes_first_where_the_policy_wants_it()
    {
        var product = await _vendor.Catalogue.NewProduct();
        await _vendor.NewOffer(product);
        var (customer, license) = await _vendor.NewCustomer(product, new { downloadBeforeActivation = false });
        Assert.Equal("NOT_ACTIVATED", (await customer.OfferOf(license))["refusal"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_offered_the_link_gives_and_what_diagnostics_call_not_covered_is_not_offered()
    {
        var product = await _vendor.Catalogue.NewProduct();
        var random = new Random(20261127);
        var published = new Dictionary<string, Vendor.Offer>();
        foreach (var version in new[] { "1.4.0", "2.0.0", "2.1.0", "3.0.0", "3.1.0-beta.1" })
            published[version] = await _vendor.NewOffer(
                product,
                version,
                Vendor.Days(-random.Next(1, 100)),
                channel: version.Contains('-', StringComparison.Ordinal) ? "beta" : "stable"
            );

        for (var round = 0; round < 6; round++)
        {
            var policy = new
            {
                maxMajorVersion = random.Next(2) == 0 ? random.Next(1, 4) : (int?)null,
                downloadAfterExpiry = random.Next(2) == 0,
                graceDays = random.Next(10),
            };
            var terms = new
            {
                issuedAt = Vendor.Days(-200),
                expiresAt = Vendor.Days(random.Next(-60, 60)),
                maintenanceEndsAt = Vendor.Days(random.Next(-100, 20)),
            };
            var (customer, license) = await _vendor.NewCustomer(product, policy, terms);
            var offered = Versions(await customer.OfferOf(license));
            foreach (var (version, offer) in published)
            {
                using var link = await customer.AskForLink(offer.ArtifactId);
                Assert.Equal(
                    offered.Contains(version) ? HttpStatusCode.Created : HttpStatusCode.NotFound,
                    link.StatusCode
                );
                Assert.True(
                    !offered.Contains(version) || await customer.IsCovered(license, version),
                    $"{version} is offered, and diagnostics call it not covered."
                );
            }
            customer.Dispose();
        }
    }

    private static string[] Versions(JsonObject offer) =>
        [.. offer["releases"]!.AsArray().Select(release => release!["version"]!.GetValue<string>())];
}
