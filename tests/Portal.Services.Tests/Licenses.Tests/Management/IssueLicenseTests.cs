using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class IssueLicenseTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task A_license_takes_its_terms_from_the_policy_and_what_the_operator_says_instead()
    {
        var product = await _catalogue.NewProduct();
        var policy = await Policy(
            product,
            new
            {
                activationLimit = 3,
                durationDays = 30,
                maintenanceDays = 10,
            }
        );
        var issuedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var plain = await _catalogue.Operator.Post("license", "/licenses", new { policyId = policy, issuedAt });
        var special = await _catalogue.Operator.Post(
            "license",
            "/licenses",
            new
            {
                policyId = policy,
                issuedAt,
                activationLimit = 9,
                expiresAt = issuedAt.AddYears(5),
            }
        );
        Assert.Equal(
            (3, issuedAt.AddDays(30), issuedAt.AddDays(10)),
            (
                plain["activationLimit"]!.GetValue<int>(),
                plain["expiresAt"]!.GetValue<DateTimeOffset>(),
                plain["maintenanceEndsAt"]!.GetValue<DateTimeOffset>()
            )
        );
        Assert.Equal(
            (9, issuedAt.AddYears(5)),
            (special["activationLimit"]!.GetValue<int>(), special["expiresAt"]!.GetValue<DateTimeOffset>())
        );
    }

    [Fact]
    public async Task The_customer_sees_until_when_the_vendor_gives_support()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var policy = await mine.Catalogue.NewPolicy();
        var supportEndsAt = new DateTimeOffset(2027, 3, 31, 0, 0, 0, TimeSpan.Zero);
        var issued = await mine.Catalogue.Operator.Post(
            "license",
            "/licenses",
            new
            {
                policyId = policy,
                accountId = mine.Account.Id,
                supportEndsAt,
            }
        );
        Assert.Equal(supportEndsAt, issued["snapshot"]!["supportEndsAt"]!.GetValue<DateTimeOffset>());
        var again = await mine.Catalogue.Operator.Post(
            "license",
            "/licenses",
            new
            {
                policyId = policy,
                accountId = mine.Account.Id,
                snapshot = issued["snapshot"],
            }
        );
        foreach (var id in new[] { Catalogue.Id(issued), Catalogue.Id(again) })
        {
            var shown = await mine.Customer.Get($"/api/license/licenses/{id}");
            Assert.Equal(supportEndsAt, shown["supportEndsAt"]!.GetValue<DateTimeOffset>());
        }
    }

    [Fact]
    public async Task Issuing_again_under_the_same_id_is_the_same_license()
    {
        var policy = await Policy(await _catalogue.NewProduct(), new { });
        var request = new
        {
            id = Guid.CreateVersion7(),
            policyId = policy,
            key = Catalogue.Unique("KEY"),
        };
        using var first = await _catalogue.Operator.Send("license", "/licenses", request);
        using var again = await _catalogue.Operator.Send("license", "/licenses", request);
        using var different = await _catalogue.Operator.Send(
            "license",
            "/licenses",
            new
            {
                request.id,
                policyId = policy,
                key = Catalogue.Unique("KEY"),
            }
        );
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal("id-taken", await Code(different));
    }

    [Fact]
    public async Task A_key_is_unique_whatever_its_case()
    {
        var policy = await Policy(await _catalogue.NewProduct(), new { });
        var key = Catalogue.Unique("KEY");
        await _catalogue.Operator.Post("license", "/licenses", new { policyId = policy, key });
        using var refused = await _catalogue.Operator.Send(
            "license",
            "/licenses",
            new { policyId = policy, key = key.ToLowerInvariant() }
        );
        Assert.Equal("license.key-taken", await Code(refused));
    }

    [Fact]
    public async Task A_slug_is_unique()
    {
        var product = await _catalogue.NewProduct();
        using var refused = await _catalogue.Operator.Send(
            "license",
            "/products",
            new { slug = product.Slug, name = "Another" }
        );
        Assert.Equal("product.slug-taken", await Code(refused));
    }

    [Theory]
    [InlineData("/products", """{"slug":"No Slug","name":"x"}""", 400)]
    [InlineData("/products", """{"name":"x"}""", 400)]
    [InlineData("/products", "{", 400)]
    [InlineData("/policies", """{"name":"x","productId":"00000000-0000-0000-0000-000000000001","graceDays":0}""", 422)]
    [InlineData("/policies", """{"name":"x","productId":"00000000-0000-0000-0000-000000000001","graceDays":-1}""", 400)]
    [InlineData("/licenses", """{"policyId":"00000000-0000-0000-0000-000000000001"}""", 422)]
    [InlineData("/licenses", """{"policyId":"nonsense"}""", 400)]
    public async Task Bad_input_is_refused_and_makes_nothing(string path, string body, int status)
    {
        using var client = await _catalogue.Operator.Client("license");
        using var response = await client.PostAsync(
            "/management" + path,
            new StringContent(body, System.Text.Encoding.UTF8, "application/json")
        );
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Members_are_given_licenses_that_have_an_owner_only()
    {
        var policy = await Policy(await _catalogue.NewProduct(), new { });
        using var refused = await _catalogue.Operator.Send(
            "license",
            "/licenses",
            new { policyId = policy, assigneeIds = new[] { Guid.CreateVersion7() } }
        );
        Assert.Equal("license.assignees-need-an-owner", await Code(refused));
    }

    private async Task<Guid> Policy(Catalogue.Product product, object terms)
    {
        var body = (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(terms)!;
        (body["name"], body["productId"], body["graceDays"]) = (Catalogue.Unique("Policy"), product.Id, 0);
        return Catalogue.Id(await _catalogue.Operator.Post("license", "/policies", body));
    }

    private static async Task<string?> Code(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonObject>())!["code"]?.GetValue<string>();
}
