using Portal.Activations.Tests.Signing;
using Portal.Testing;

namespace Portal.Activations.Tests.Customer;

public sealed class GetLicenseFileTests(PortalApp app)
{
    private static readonly object Offline = new
    {
        activationLimit = 1,
        terms = new { offlineActivation = true, licenseFileDays = 7 },
    };

    [Fact]
    public async Task A_customer_downloads_the_file_of_a_license()
    {
        using var desk = await Desk.WithLicense(app, Offline);
        using var file = await desk.Customer.Api(
            HttpMethod.Get,
            $"/api/activation/licenses/{desk.License.Id}/license-file"
        );
        Assert.Equal($"{desk.License.Product.Slug}.lic", file.Content.Headers.ContentDisposition!.FileName);
        Assert.Null((await SignedFile.Read(app, await file.Content.ReadAsStringAsync()))["activation"]);
    }

    [Fact]
    public async Task A_suspended_license_gives_none()
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Catalogue.Move(desk.License, "suspend", new { reason = "x" });
        await Eventually.Is(async () => (await desk.Program.Validate("x")).Code == "SUSPENDED", "suspended");
        using var refused = await desk.Customer.Api(
            HttpMethod.Get,
            $"/api/activation/licenses/{desk.License.Id}/license-file"
        );
        Assert.Equal((403, "SUSPENDED"), await refused.Problem());
    }

    [Fact]
    public async Task A_license_of_another_account_does_not_exist()
    {
        using var desk = await Desk.WithLicense(app);
        using var stranger = await Desk.WithLicense(app);
        var path = $"licenses/{stranger.License.Id}/license-file";
        Assert.Equal(404, await desk.StatusOf(HttpMethod.Get, path));
    }
}
