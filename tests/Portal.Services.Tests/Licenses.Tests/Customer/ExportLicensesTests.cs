using System.Net;
using Portal.Testing;

namespace Portal.Licenses.Tests.Customer;

public sealed class ExportLicensesTests(PortalApp app)
{
    [Fact]
    public async Task The_list_as_csv_is_what_the_filters_leave_with_masked_keys_and_nothing_that_a_spreadsheet_would_run()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var product = new Catalogue.Product(
            Guid.CreateVersion7(),
            Catalogue.Unique("csv").ToLowerInvariant(),
            "=HYPERLINK(\"https://evil.example\"), \"quoted\"\nand more"
        );
        await mine.Catalogue.Operator.Post(
            "license",
            "/products",
            new
            {
                product.Id,
                product.Slug,
                product.Name,
            }
        );
        var license = await mine.Catalogue.NewLicense(
            new { activationLimit = 3, edition = "@SUM(A1)" },
            new
            {
                accountId = mine.Account.Id,
                expiresAt = "2099-05-06T07:08:09Z",
                assignedAt = "2026-01-02T03:04:05Z",
            },
            product
        );
        await mine.OwnLicense();
        using var answer = await mine.Customer.Api(HttpMethod.Get, $"/api/license/licenses.csv?productId={product.Id}");
        Assert.Equal(
            ("text/csv", "attachment"),
            (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType)
        );
        Assert.Equal(
            "Product,Edition,Key,Status,Activations,Activation limit,Expires,Maintenance ends,Added,License id\r\n"
                + "\"'=HYPERLINK(\"\"https://evil.example\"\"), \"\"quoted\"\"\nand more\",'@SUM(A1),****-"
                + license.Key[^4..]
                + ",Assigned,0,3,2099-05-06T07:08:09Z,,2026-01-02T03:04:05Z,"
                + license.Id
                + "\r\n",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Licenses_of_other_accounts_are_not_in_it()
    {
        using var mine = await LicenseApi.WithOwner(app);
        using var stranger = await LicenseApi.WithOwner(app);
        await stranger.OwnLicense();
        using var answer = await mine.Customer.Api(HttpMethod.Get, "/api/license/licenses.csv");
        Assert.Equal(
            "Product,Edition,Key,Status,Activations,Activation limit,Expires,Maintenance ends,Added,License id\r\n",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_filter_that_makes_no_sense_is_refused()
    {
        using var mine = await LicenseApi.WithOwner(app);
        using var refused = await mine.Customer.Api(HttpMethod.Get, "/api/license/licenses.csv?state=nonsense");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }
}
